package io.slipway.backup.mongodb.real;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Against the server that {@code MONGODB_URI} names, by a user that may do everything. */
@EnabledIfEnvironmentVariable(
        named = "MONGODB_URI",
        matches = "mongodb.*",
        disabledReason = "MONGODB_URI does not name a real MongoDB to test against")
class RealServerIT extends RealServerContract {
    @Override
    String uri() {
        return System.getenv("MONGODB_URI");
    }
}
