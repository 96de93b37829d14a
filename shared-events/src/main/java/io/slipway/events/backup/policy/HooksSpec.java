package io.slipway.events.backup.policy;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Commands around a backup, without a shell; no command where a list is empty.
 *
 * @param before runs first; nothing is backed up when it fails
 * @param after runs in the end, also of a backup that failed
 * @param timeout how long each may take
 * @param environment what they get beside what every command gets
 */
public record HooksSpec(
        List<String> before,
        List<String> after,
        Duration timeout,
        @Nullable VariablesSpec environment) {
    public static final HooksSpec NONE = new HooksSpec(List.of(), List.of(), Duration.ofMinutes(5), null);

    public HooksSpec {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
