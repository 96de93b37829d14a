package io.slipway.cli.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Violation;

/** An RFC 9457 problem as the server tells it. */
public record Problem(
        @Nullable String title,
        int status,
        @Nullable String detail,
        @Nullable List<Violation> errors) {
    Problem withStatus(int real) {
        return new Problem(title, real, detail, errors);
    }
}
