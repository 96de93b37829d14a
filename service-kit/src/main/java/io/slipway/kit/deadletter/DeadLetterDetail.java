package io.slipway.kit.deadletter;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A dead letter with all it holds.
 *
 * @param headers every header as text, the last of each name
 * @param value the whole value as text; null of a record without one
 */
public record DeadLetterDetail(
        DeadLetter letter,
        Map<String, String> headers,
        @Nullable String value) {}
