package io.slipway.kit.worker;

import java.time.Duration;
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
    private static final Duration CLAIM_LIMIT = Duration.ofSeconds(40);
    private static final Duration LAST_LIMIT = Duration.ofSeconds(40);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ReportSender sender;
    private final TaskOffered task;
    private final Topic logs;
    private final String logKey;
    private final BooleanSupplier givingUp;

    /** @param givingUp whether the process ends, so that the last report is not tried for ever */
    RunReports(ReportSender sender, TaskOffered task, Topic logs, BooleanSupplier givingUp) {
        this.sender = sender;
        this.task = task;
        this.logs = logs;
        this.logKey = task.labels().getOrDefault("deployment", task.taskId());
        this.givingUp = givingUp;
    }

    /** Returns when Kafka has it. */
    void sendClaim(Envelope<TaskReport> report, Runnable refused) throws InterruptedException {
        ReportSender.Sent sent = submit(report, refused);
        try {
            sent.stored().get(CLAIM_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ClaimFailedException(task, e.getCause());
        } catch (TimeoutException e) {
            throw new ClaimFailedException(task, e);
        }
    }

    /** Sends it and goes on. */
    void send(Envelope<TaskReport> report, Runnable refused) {
        submit(report, refused).stored().whenComplete((stored, failure) -> {
            if (failure != null) {
                LOG.warn("a report of task {} did not reach Kafka: {}", task.taskId(), failure.getMessage());
            }
        });
    }

    /** Sends it until Kafka has it; the same envelope each time, so that the aggregate takes it once. */
    void sendLast(Envelope<TaskReport> report) {
        if (givingUp.getAsBoolean()) {
            send(report, () -> {});
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

    private ReportSender.Sent submit(Envelope<TaskReport> report, Runnable refused) {
        ReportSender.Sent sent = sender.report(task.replyTo(), task.aggregate(), report);
        sent.reply().thenAccept(reply -> {
            if (!reply.accepted()) {
                LOG.info("{} of task {} was refused: {}", report.type(), task.taskId(), reply.refusal());
                refused.run();
            }
        });
        return sent;
    }

    private boolean stored(Envelope<TaskReport> report) {
        try {
            submit(report, () -> {}).stored().get(LAST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
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
