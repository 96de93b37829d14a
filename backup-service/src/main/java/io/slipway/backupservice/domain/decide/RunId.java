package io.slipway.backupservice.domain.decide;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

import io.slipway.events.backup.RunKind;

/**
 * The id of a run: what it is and ten hexadecimal digits that follow from the message that led to it. Never a number that
 * counts: after the loss of everything but the repository, a run must not be taken for one whose snapshots are there.
 */
final class RunId {
    private static final int DIGITS = 10;

    private RunId() {}

    static String of(String messageId, String application, String policy, RunKind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + "-" + digits(messageId, application, policy, kind.name());
    }

    static String deletion(String messageId, String application, String policy) {
        return "deletion-" + digits(messageId, application, policy, "deletion");
    }

    private static String digits(String... parts) {
        return UUID.nameUUIDFromBytes(String.join("/", parts).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, DIGITS);
    }
}
