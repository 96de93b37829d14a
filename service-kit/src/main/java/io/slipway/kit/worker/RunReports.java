package io.slipway.kit.worker;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.Envelope;
import io.slipway.events.Topic;
import io.slipway.events.task.TaskLogged;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;

/** Gets the reports of one run out, each with the certainty it needs. */
final class RunReports {
    private static final Logger LOG = LoggerFactory.getLogger(RunReports.class);
    private static final Duration LAST_LIMIT = Duration.ofSeconds(40);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ReportSender sender;
    private final TaskOffered task;
    private final Topic logs;
    private final String logKey;
    private final BooleanSupplier givingUp;
    private final Queue<CompletableFuture<?>> awaited = new ConcurrentLinkedQueue<>();

    /** @param givingUp whether the process ends, so that the last report is not tried for ever */
    RunReports(ReportSender sender, TaskOffered task, Topic logs, BooleanSupplier givingUp) {
        this.sender = sender;
        this.task = task;
        this.logs = logs;
        this.logKey = task.labels().getOrDefault("deployment", task.taskId());
        this.givingUp = givingUp;
    }

    /**
     * Sends a claim or a renewal and goes on.
     */
    ReportSender.Sent sendHold(Envelope<TaskReport> report, Runnable refused) {
        ReportSender.Sent sent = sender.report(task.replyTo(), task.aggregate(), report);
        awaited.add(sent.reply());
        sent.reply().thenAccept(reply -> {
            if (!reply.accepted()) {
                LOG.info("{} of task {} was refused: {}", report.type(), task.taskId(), reply.refusal());
                refused.run();
            }
        });
        warn(sent.stored());
        return sent;
    }

    /** Sends it and goes on. */
    void send(Envelope<TaskReport> report) {
        warn(sender.send(task.replyTo(), task.aggregate(), report));
    }

    /** No answer that is still to come would change anything. */
    void hearNoMore() {
        awaited.forEach(reply -> reply.cancel(false));
    }

    /** Sends it until Kafka has it; the same envelope each time, so that the aggregate takes it once. */
    void sendLast(Envelope<TaskReport> report) {
        if (givingUp.getAsBoolean()) {
            send(report);
            return;
        }
        while (!stored(report)) {
            if (givingUp.getAsBoolean()) {
                LOG.error("the last report of task {} is given up with the process", task.taskId());
                return;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    void log(Envelope<TaskLogged> lines) {
        sender.log(logs, logKey, lines).whenComplete((stored, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "{} log lines of task {} did not reach Kafka: {}",
                        lines.data().lines().size(),
                        task.taskId(),
                        failure.getMessage());
            }
        });
    }

    private void warn(CompletableFuture<?> stored) {
        stored.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("a report of task {} did not reach Kafka: {}", task.taskId(), failure.getMessage());
            }
        });
    }

    private boolean stored(Envelope<TaskReport> report) {
        try {
            sender.send(task.replyTo(), task.aggregate(), report).get(LAST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warn(
                    "the last report of task {} did not reach Kafka and is sent again: {}",
                    task.taskId(),
                    e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
