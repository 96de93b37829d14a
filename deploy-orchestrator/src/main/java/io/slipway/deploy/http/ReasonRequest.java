package io.slipway.deploy.http;

import org.jspecify.annotations.Nullable;

import io.slipway.kit.http.ProblemException;

/** @param reason for the record */
record ReasonRequest(@Nullable String reason) {
    static @Nullable String of(@Nullable ReasonRequest request) {
        return request == null ? null : Checks.text("reason", request.reason());
    }

    /** @throws ProblemException when there is none */
    static String required(@Nullable ReasonRequest request) {
        @Nullable String reason = of(request);
        if (reason == null || reason.isBlank()) {
            throw ProblemException.malformed("reason", "is missing");
        }
        return reason;
    }
}
