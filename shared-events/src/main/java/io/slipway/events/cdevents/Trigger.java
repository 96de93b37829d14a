package io.slipway.events.cdevents;

import org.jspecify.annotations.Nullable;

/**
 * What a test run was started by.
 *
 * @param type {@code manual}, {@code pipeline}, {@code event}, {@code schedule} or {@code other}
 */
public record Trigger(@Nullable String type, @Nullable String uri) {}
