package io.slipway.cli.api;

import org.jspecify.annotations.Nullable;

/**
 * The server's word on a command.
 *
 * @param status {@code accepted}, or {@code pending} while it is not decided
 * @param subject id of what it made or changed
 */
public record Accepted(
        String commandId, String status, @Nullable String subject, long revision) {
    /** The subject; while it is not known, an error that says where to look. */
    public String requireSubject() {
        if (subject == null) {
            throw new ApiProblemException(new Problem(
                    "Not decided yet",
                    202,
                    "the command " + commandId + " is stored but not decided yet; ask again with the same"
                            + " --idempotency-key " + commandId,
                    null));
        }
        return subject;
    }
}
