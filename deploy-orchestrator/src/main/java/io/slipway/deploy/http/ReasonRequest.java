package io.slipway.deploy.http;

import org.jspecify.annotations.Nullable;

/** @param reason for the record */
record ReasonRequest(@Nullable String reason) {
    static @Nullable String of(@Nullable ReasonRequest request) {
        return request == null ? null : Checks.text("reason", request.reason());
    }
}
