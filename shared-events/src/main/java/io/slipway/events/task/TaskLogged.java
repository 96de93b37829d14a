package io.slipway.events.task;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.slipway.events.Event;
import io.slipway.events.MessageType;

/**
 * Lines a task wrote, in order.
 *
 * @param sequence number of the first line within the attempt, from 0, so that a reader sees a gap or a repetition
 */
@MessageType(value = "io.slipway.task.logged.v1", description = "A task wrote log lines.")
public record TaskLogged(
        String taskId, int attempt, long sequence, Instant at, List<String> lines, Map<String, String> labels)
        implements Event {}
