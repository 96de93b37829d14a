package io.slipway.kit.deadletter;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A record that could not be processed, as a list shows it.
 *
 * @param id {@code <dead-letter topic>@<partition>-<offset>}
 * @param topic where it came from
 * @param partition where it came from; -1 when its headers do not say
 * @param offset where it came from; -1 when its headers do not say
 * @param at when it was given up
 * @param reason why, for a person
 * @param key the record's key as text
 * @param ceType the CloudEvents type, where it has one
 * @param ceId the CloudEvents id, where it has one
 * @param subject the CloudEvents subject, where it has one
 * @param valuePreview the first characters of the value; null of a record without one
 * @param replayed the newest replay, where there was one
 */
public record DeadLetter(
        String id,
        String topic,
        int partition,
        long offset,
        Instant at,
        String reason,
        @Nullable String key,
        @Nullable String ceType,
        @Nullable String ceId,
        @Nullable String subject,
        @Nullable String valuePreview,
        @Nullable Replayed replayed) {

    /** That somebody sent it again. */
    public record Replayed(Instant at, String by) {}
}
