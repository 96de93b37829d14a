package io.slipway.deploy.http;

import org.jspecify.annotations.Nullable;

/**
 * Where to go back to.
 *
 * @param to the successful deployment whose artifacts run again; the one before the present where it is left out
 * @param reason for the record
 * @param keepConfig whether the configuration stays as it is; else it goes back to what was pinned then
 * @param force whether quarantined artifacts of it are released, which takes a reason
 */
record RollbackRequest(
        @Nullable String to,
        @Nullable String reason,
        @Nullable Boolean force,
        @Nullable Boolean keepConfig) {}
