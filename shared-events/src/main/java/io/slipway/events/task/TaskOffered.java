package io.slipway.events.task;

import java.time.Duration;
import java.util.Map;

import io.slipway.events.Event;
import io.slipway.events.MessageType;

import tools.jackson.databind.JsonNode;

/**
 * Work handed out. Whoever can do it says {@link TaskReport.Started} and has it for the length of the lease.
 *
 * @param taskId the same for every attempt at the work
 * @param attempt from 1; the fencing token: reports of any other attempt are ignored
 * @param type what kind of work, for example {@code build}; a worker takes the types it knows
 * @param aggregate key of the aggregate that handed it out; reports go there
 * @param replyTo the commands topic that takes the reports
 * @param lease how long the work is the worker's without a renewal
 * @param timeout how long the work may take at most
 * @param input what to do, in the words of the task type
 * @param labels what a person wants to see: deployment, environment, step
 */
@MessageType(value = "io.slipway.task.offered.v1", description = "Work was handed out to whoever can do it.")
public record TaskOffered(
        String taskId,
        int attempt,
        String type,
        String aggregate,
        String replyTo,
        Duration lease,
        Duration timeout,
        JsonNode input,
        Map<String, String> labels)
        implements Event {}
