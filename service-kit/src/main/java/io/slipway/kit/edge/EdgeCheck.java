package io.slipway.kit.edge;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Refuses to start with settings of Spring Cloud Stream that lose records, each found by trying. Transactions of the
 * binder commit past a record whose dead letter was refused; we do not need them: consumers at the edge are idempotent,
 * and what has to be atomic runs in the aggregate host.
 */
final class EdgeCheck implements SmartInitializingSingleton {
    private static final String STREAM = "spring.cloud.stream";

    /**
     * A setting, wherever it is written: for one binding, for all of them, or inside of a binder with a name.
     *
     * @param end how its name ends, in letters alone
     * @param value null for any
     */
    private record Trap(String end, @Nullable String value, String why) {
        boolean isIn(String name, String found) {
            // batch-mode, batchMode and BATCH_MODE in an environment variable are the same.
            return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT).endsWith(end)
                    && (value == null || value.equalsIgnoreCase(found.strip()));
        }
    }

    private static final List<Trap> TRAPS = List.of(
            new Trap(
                    "kafkabindertransactiontransactionidprefix",
                    null,
                    "with transactions of the binder a record is lost when its dead letter is refused"),
            new Trap(
                    "consumerbatchmode",
                    "true",
                    "in batch mode records that cannot be converted are dropped without a word"),
            new Trap(
                    "consumermaxattempts",
                    "1",
                    "a single attempt puts the binder's error channel in place of the error handler"),
            new Trap("consumerenabledlq", "true", "the binder commits a record although its dead letter was refused"),
            new Trap("producersync", "false", "nobody hears of an asynchronous send that fails"));

    private final Environment environment;

    EdgeCheck(Environment environment) {
        this.environment = environment;
    }

    /** @throws IllegalStateException naming the setting and what it would do */
    @Override
    public void afterSingletonsInstantiated() {
        Binder.get(environment)
                .bind(STREAM, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .forEach((name, value) -> TRAPS.stream()
                        .filter(trap -> trap.isIn(name, value))
                        .forEach(trap -> {
                            throw new IllegalStateException("remove " + STREAM + "." + name + ": " + trap.why());
                        }));
    }
}
