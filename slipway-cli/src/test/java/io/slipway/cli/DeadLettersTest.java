package io.slipway.cli;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.events.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** A dead letter is shown whole: whoever mends it needs to see what was in it. */
class DeadLettersTest {
    private static final String ID = "slipway.deploy.commands.dlt@0-7";
    private static final Map<String, Object> LETTER = Map.of(
            "id", ID,
            "reason", "the header ce_specversion is missing",
            "key", "shop",
            "headers", Map.of("trace", "none"),
            "value", "{\"half\":");

    private final FakeSlipway server = new FakeSlipway();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isShownWithItsHeadersAndItsValue() {
        server.on("GET /api/v1/dead-letters/" + ID, 200, LETTER);

        TypedCommand shown = TypedCommand.run(server, "dlt", "show", ID, "-o", "json");

        assertThat(shown.status()).as(shown.err()).isZero();
        assertThat(Json.mapper().readTree(shown.out())).isEqualTo(Json.tree(LETTER));
    }

    @Test
    void isReadableWithoutAFormatToo() {
        server.on("GET /api/v1/dead-letters/" + ID, 200, LETTER);

        assertThat(TypedCommand.run(server, "dlt", "show", ID).out())
                .contains("the header ce_specversion is missing", "half");
    }

    @Test
    void thatIsNotThereIsSaidInOneLine() {
        TypedCommand shown = TypedCommand.run(server, "dlt", "show", ID);

        assertThat(shown.status()).isEqualTo(1);
        assertThat(shown.out()).isEmpty();
        assertThat(shown.err()).startsWith("slipway: ").doesNotContain("\tat ");
    }
}
