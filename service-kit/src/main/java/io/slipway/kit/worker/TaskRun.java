package io.slipway.kit.worker;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;

/**
 * One attempt at one task, from its {@code Started} to its last report. The first reason to end counts; exactly one
 * last report is sent, or none where the aggregate no longer wants one.
 */
final class TaskRun implements TaskContext {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);
    private static final int RENEWALS_PER_LEASE = 3;
    private static final Duration CLAIM_LIMIT = Duration.ofSeconds(20);

    private final TaskOffered task;
    private final ReportWriter writer;
    private final RunReports reports;
    private final Timer timer;
    private final Duration grace;
    private final ProgressFeed progress;
    private final LogBatch log;
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final Object threadLock = new Object();
    private @Nullable Thread thread;
    private final AtomicBoolean concluded = new AtomicBoolean();
    private final Queue<Timer.Cancellable> timers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile ReportSender.Sent claim =
            new ReportSender.Sent(new CompletableFuture<>(), new CompletableFuture<>());

    TaskRun(
            Envelope<TaskOffered> offered,
            ReportWriter writer,
            RunReports reports,
            Timer timer,
            WorkerSettings settings) {
        this.task = offered.data();
        this.writer = writer;
        this.reports = reports;
        this.timer = timer;
        this.grace = settings.interruptGrace();
        this.progress = new ProgressFeed(timer, settings.reportInterval(), this::sendProgress);
        this.log = new LogBatch(
                timer, settings.reportInterval(), (first, lines) -> reports.log(writer.logged(first, lines)));
    }

    @Override
    public TaskOffered task() {
        return task;
    }

    @Override
    public void awaitClaim() throws TaskFailedException, InterruptedException {
        try {
            CommandReply reply = claim.reply().get(CLAIM_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (!reply.accepted()) {
                throw new TaskFailedException("attempt " + task.attempt() + " is another worker's, or over", true);
            }
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            throw new TaskFailedException("nobody answered whether attempt " + task.attempt() + " is ours", true, e);
        }
    }

    @Override
    public void progress(String message, @Nullable Integer percent) {
        if (!isOver()) {
            progress.offer(message, percent);
        }
    }

    @Override
    public void log(String line) {
        if (!isOver()) {
            log.add(line);
        }
    }

    /**
     * Claims the task, and does not wait for it: a refusal that comes later ends the run. A claim that does not reach Kafka
     * is sent again in place of the next renewal; a result counts also without one.
     */
    void claim() {
        claim = reports.sendHold(writer.started(), this::refused);
        schedule(task.timeout(), () -> end(Ending.TIMED_OUT));
        scheduleRenewal();
    }

    /** Ends the run for a reason of ours; without effect once it ends for another. */
    void end(Ending reason) {
        if (!ending.compareAndSet(null, reason)) {
            return;
        }
        LOG.info("task {} attempt {} is interrupted: {}", task.taskId(), task.attempt(), reason);
        interrupt();
        if (reason == Ending.TIMED_OUT) {
            // A handler that does not give way must not keep the task from another attempt.
            schedule(grace, () -> conclude(new Outcome.Interrupted()));
        }
    }

    /**
     * Runs the work on this thread, and reports how it went.
     *
     * @return the outcome in one word, for the metrics
     */
    String run(Supplier<Outcome> work) {
        try {
            attach();
            // The end may have come before the thread was known.
            Outcome outcome = ending.get() == null ? work.get() : new Outcome.Interrupted();
            ending.compareAndSet(null, Ending.COMPLETED);
            detach();
            conclude(outcome);
            return inOneWord(reason(), outcome);
        } finally {
            over.countDown();
        }
    }

    /** Whether the handler's thread has ended, waiting for it up to this long. */
    boolean awaitOver(Duration limit) throws InterruptedException {
        return over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends the last report, once, whoever comes first. */
    void conclude(Outcome outcome) {
        if (!concluded.compareAndSet(false, true)) {
            return;
        }
        timers.forEach(Timer.Cancellable::cancel);
        reports.hearNoMore();
        Ending reason = reason();
        log.flush();
        if (!reason.reported()) {
            return;
        }
        progress.flush();
        reports.sendLast(last(reason, outcome));
    }

    int attempt() {
        return task.attempt();
    }

    @Nullable
    Ending ending() {
        return ending.get();
    }

    /** Work that was finished all the same is worth more than the interrupt that came too late. */
    private Envelope<TaskReport> last(Ending reason, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var output) -> writer.succeeded(output);
            case Outcome.Failed failed
            when reason == Ending.COMPLETED -> writer.failed(failed.reason(), failed.retryable(), failed.retryAfter());
            case Outcome.Failed _, Outcome.Interrupted _ ->
                switch (reason) {
                    case TIMED_OUT -> writer.failed("took longer than " + inWords(task.timeout()), true, null);
                    case RELEASED -> writer.released();
                    case COMPLETED, LEASE_LOST, SUPERSEDED ->
                        writer.failed("the handler was interrupted from inside", true, null);
                };
        };
    }

    /** A finished run must not be kept in memory until its time limit has come. */
    private void schedule(Duration delay, Runnable action) {
        timers.add(timer.after(delay, action));
        if (concluded.get()) {
            timers.forEach(Timer.Cancellable::cancel);
        }
    }

    private void scheduleRenewal() {
        timer.after(task.lease().dividedBy(RENEWALS_PER_LEASE), () -> {
            if (!concluded.get() && ending.get() == null) {
                if (claim.stored().isCompletedExceptionally()) {
                    claim = reports.sendHold(writer.started(), this::refused);
                } else {
                    reports.sendHold(writer.renewed(), this::refused);
                }
                scheduleRenewal();
            }
        });
    }

    private void refused() {
        end(Ending.LEASE_LOST);
    }

    private void sendProgress(String message, @Nullable Integer percent) {
        reports.send(writer.progressed(message, percent));
    }

    private void attach() {
        synchronized (threadLock) {
            thread = Thread.currentThread();
        }
    }

    /** After this no interrupt comes any more, and none is left over: it would break off the last report. */
    private void detach() {
        synchronized (threadLock) {
            thread = null;
            Thread.interrupted();
        }
    }

    private void interrupt() {
        synchronized (threadLock) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    private static String inOneWord(Ending reason, Outcome outcome) {
        if (!reason.reported()) {
            return WorkerMetrics.name(reason);
        }
        return switch (outcome) {
            case Outcome.Done _ -> "succeeded";
            case Outcome.Failed _, Outcome.Interrupted _ ->
                reason == Ending.COMPLETED ? "failed" : WorkerMetrics.name(reason);
        };
    }

    private Ending reason() {
        Ending reason = ending.get();
        return reason == null ? Ending.COMPLETED : reason;
    }

    private boolean isOver() {
        return concluded.get();
    }

    private static String inWords(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
