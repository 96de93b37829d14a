package io.slipway.kit.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import io.slipway.events.Envelope;
import io.slipway.events.task.TaskOffered;
import io.slipway.kit.task.TaskHandler;

/**
 * Takes offered tasks and runs them, several at once, each on a virtual thread. It knows nothing of Kafka beyond
 * {@link ReportSender}.
 */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long PERMIT_POLL_MILLIS = 100;

    /** What a worker shares with the others of the process. */
    record Surroundings(
            WorkerSettings settings,
            ReportSender sender,
            Timer timer,
            InstantSource clock,
            TaskSpans spans,
            WorkerMetrics metrics) {}

    private final Object flow = new Object();

    private final WorkerDefinition definition;
    private final ReportWriter.Author author;
    private final Surroundings around;
    private final Map<String, TaskHandler<?, ?>> handlers;
    private final Semaphore permits;
    private final Intake intake;
    private final Map<String, TaskRun> runs = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private volatile boolean givingUp;

    Worker(WorkerDefinition definition, ReportWriter.Author author, Intake intake, Surroundings around) {
        this.definition = definition;
        this.intake = intake;
        this.author = author;
        this.around = around;
        this.handlers = definition.handlers().stream()
                .collect(Collectors.toUnmodifiableMap(TaskHandler::type, handler -> handler));
        this.permits = new Semaphore(around.settings().concurrency(), true);
        around.metrics().gauges(definition.name(), runs::size, permits::availablePermits);
    }

    /**
     * Takes a task if this worker can do it: claims it and starts the work. With the last room taken the intake is paused,
     * so that it seldom waits here for room.
     *
     * @throws WorkerStoppingException when the worker shuts down: leave it to another
     */
    void take(Envelope<TaskOffered> offered) throws InterruptedException {
        TaskOffered task = offered.data();
        TaskHandler<?, ?> handler = handlers.get(task.type());
        if (handler == null || !supersedes(task)) {
            return;
        }
        acquirePermit();
        adjustFlow();
        ReportWriter writer = new ReportWriter(author, offered);
        RunReports reports = new RunReports(around.sender(), task, definition.logs(), () -> givingUp);
        TaskRun run = new TaskRun(offered, writer, reports, around.timer(), around.settings());
        boolean started = false;
        try {
            runs.put(task.taskId(), run);
            run.claim();
            Thread.ofVirtual()
                    .name(definition.name() + "-" + task.taskId())
                    .start(() -> work(run, offered, handler, writer));
            started = true;
        } finally {
            if (!started) {
                forget(run);
            }
        }
    }

    /** How many tasks it works on. */
    int running() {
        return runs.size();
    }

    void start() {
        givingUp = false;
        stopping = false;
        adjustFlow();
    }

    /** Takes nothing any more, interrupts what runs and hands it back; returns when that is done or the grace is over. */
    void stop() {
        stopping = true;
        List<TaskRun> current = List.copyOf(runs.values());
        current.forEach(run -> run.end(Ending.RELEASED));
        Instant deadline = around.clock().instant().plus(around.settings().interruptGrace());
        try {
            for (TaskRun run : current) {
                Duration rest = Duration.between(around.clock().instant(), deadline);
                if (!run.awaitOver(rest.isNegative() ? Duration.ZERO : rest)) {
                    LOG.warn(
                            "task {} does not end when it is interrupted",
                            run.task().taskId());
                    givingUp = true;
                    run.conclude(new Outcome.Interrupted());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            givingUp = true;
        }
    }

    private void work(TaskRun run, Envelope<TaskOffered> offered, TaskHandler<?, ?> handler, ReportWriter writer) {
        Instant begin = around.clock().instant();
        try (var _ = MDC.putCloseable("correlationId", offered.correlationId());
                var _ = MDC.putCloseable("taskId", offered.data().taskId())) {
            String outcome =
                    run.run(() -> around.spans().traced(offered, writer, () -> HandlerCall.call(handler, run)));
            Duration took = Duration.between(begin, around.clock().instant());
            around.metrics().ended(handler.type(), outcome, took);
        } finally {
            forget(run);
        }
    }

    private void forget(TaskRun run) {
        runs.remove(run.task().taskId(), run);
        permits.release();
        adjustFlow();
    }

    /** Offers come as long as there is room; looked at under the lock, so that the last change decides. */
    private void adjustFlow() {
        synchronized (flow) {
            if (permits.availablePermits() > 0) {
                intake.resume();
            } else {
                intake.pause();
            }
        }
    }

    /** Whether the offer is newer than what runs here; what is older than the offer gives way. */
    private boolean supersedes(TaskOffered task) {
        @Nullable TaskRun older = runs.get(task.taskId());
        if (older == null) {
            return true;
        }
        if (older.attempt() >= task.attempt()) {
            return false;
        }
        older.end(Ending.SUPERSEDED);
        return true;
    }

    private void acquirePermit() throws InterruptedException {
        while (!stopping) {
            if (permits.tryAcquire(PERMIT_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (stopping) {
                    permits.release();
                    break;
                }
                return;
            }
        }
        throw new WorkerStoppingException(definition.name());
    }
}
