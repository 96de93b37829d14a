package io.slipway.events.deploy;

import org.jspecify.annotations.Nullable;

/**
 * What somebody outside says of a deployment, in the words of GitHub's deployment statuses.
 *
 * @param state {@code error}, {@code failure}, {@code inactive}, {@code in_progress}, {@code queued}, {@code pending} or
 *     {@code success}
 * @param environment the environment's name as they call it
 * @param logUrl where the output is
 * @param environmentUrl where the result can be seen
 */
public record ReportedStatus(
        String state,
        @Nullable String description,
        @Nullable String environment,
        @Nullable String logUrl,
        @Nullable String environmentUrl) {}
