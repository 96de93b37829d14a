package io.slipway.deploy.http;

import org.jspecify.annotations.Nullable;

/** @param comment for the record */
record CommentRequest(@Nullable String comment) {
    static @Nullable String of(@Nullable CommentRequest request) {
        return request == null ? null : Checks.text("comment", request.comment());
    }
}
