package io.slipway.kit.worker;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.springframework.context.SmartLifecycle;
import org.springframework.messaging.Message;

import io.slipway.events.Envelope;
import io.slipway.events.json.UndecodableException;
import io.slipway.events.task.TaskOffered;
import io.slipway.kit.edge.EdgeRecords;

/**
 * The workers of this process. A service declares a {@link WorkerDefinition} bean, and the function bean its binding
 * feeds:
 *
 * <pre>{@code
 * @Bean
 * Consumer<Message<byte[]>> deployTasks(Workers workers) {
 *     return workers.intake("deploy");
 * }
 *
 * @Bean
 * static EdgeBinding deployTasksBinding() {
 *     return WorkerConfiguration.binding("deployTasks", "deploy", Topics.DEPLOY_TASKS);
 * }
 * }</pre>
 */
public final class Workers implements SmartLifecycle {
    /** Above that of input bindings, so that they stop being fed before the containers wait for them. */
    private static final int PHASE = Integer.MAX_VALUE - 500;

    private final Map<String, Worker> workers;
    private final VirtualTimer timer;
    private volatile boolean running;

    Workers(Map<String, Worker> workers, VirtualTimer timer) {
        this.workers = Map.copyOf(workers);
        this.timer = timer;
    }

    /**
     * What the worker does with a record of its tasks topic; the record may be forgotten once this returns.
     *
     * @param name of a {@link WorkerDefinition}
     */
    public Consumer<Message<byte[]>> intake(String name) {
        Worker worker = workers.get(name);
        if (worker == null) {
            throw new IllegalArgumentException("no worker is called " + name + ", there are " + workers.keySet());
        }
        return message -> take(worker, message);
    }

    /** How many tasks run now, in all workers. */
    public int runningTasks() {
        return workers.values().stream().mapToInt(Worker::running).sum();
    }

    @Override
    public void start() {
        workers.values().forEach(Worker::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try (ExecutorService stops = Executors.newVirtualThreadPerTaskExecutor()) {
            workers.values().forEach(worker -> stops.execute(worker::stop));
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    void close() {
        timer.close();
    }

    private static void take(Worker worker, Message<byte[]> message) {
        Optional<Envelope<io.slipway.events.Message>> known = EdgeRecords.decodeKnown(message);
        if (known.isEmpty()) {
            return;
        }
        Envelope<io.slipway.events.Message> envelope = known.get();
        if (!(envelope.data() instanceof TaskOffered task)) {
            throw new UndecodableException("expected a TaskOffered on a tasks topic, found " + envelope.type());
        }
        try {
            worker.take(envelope.withData(task));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerStoppingException("of this intake");
        }
    }
}
