package io.slipway.cli.backup;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** Why something is asked for, where that is kept. */
final class RequestReason {
    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private @Nullable String reason;

    void into(Map<String, Object> body) {
        if (reason != null) {
            body.put("reason", reason);
        }
    }
}
