package io.slipway.deploy.http;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A line a task wrote.
 *
 * @param step of which step of the deployment
 * @param attempt which try at the step
 * @param number of the line within the attempt, from 0
 */
record LogLine(@Nullable String step, String taskId, int attempt, long number, Instant at, String text) {}
