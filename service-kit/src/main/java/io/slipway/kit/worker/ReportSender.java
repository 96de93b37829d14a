package io.slipway.kit.worker;

import java.util.concurrent.CompletableFuture;

import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.events.Topic;
import io.slipway.events.task.TaskLogged;
import io.slipway.events.task.TaskReport;

/** The way out for what a worker has to say. Records under one key keep the order in which they were handed over. */
public interface ReportSender {
    /**
     * Sends a report to the aggregate that handed the task out.
     *
     * @param topic the commands topic that takes it
     * @param key key of the aggregate
     */
    Sent report(String topic, String key, Envelope<TaskReport> report);

    /** Sends a report to which no answer is wanted; the future ends when all in-sync replicas have it. */
    CompletableFuture<?> send(String topic, String key, Envelope<TaskReport> report);

    /** Sends log lines; the future ends when Kafka has them. */
    CompletableFuture<?> log(Topic topic, String key, Envelope<TaskLogged> lines);

    /**
     * A report on its way.
     *
     * @param stored ends when all in-sync replicas have the report, or with the reason why not
     * @param reply the aggregate's answer; may never come
     */
    record Sent(CompletableFuture<?> stored, CompletableFuture<CommandReply> reply) {}
}
