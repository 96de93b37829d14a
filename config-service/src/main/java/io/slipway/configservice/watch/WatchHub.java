package io.slipway.configservice.watch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.configservice.serve.Assignment;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.serve.Instance;
import io.slipway.configservice.watch.Moments.Moment;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.view.ViewChange;
import io.slipway.kit.view.ViewStore;

/** All watchers. A few threads tell them what is new, however many there are. */
public final class WatchHub implements SmartLifecycle {
    private static final int MOST = 20_000;
    private static final int SHARES = 16;

    /** An application: what was, and who watches it. */
    private final class Watched {
        private volatile @Nullable Moments moments;
        private final Map<String, Messages> messages = new ConcurrentHashMap<>();
        private final List<Watchers> shares = IntStream.range(0, SHARES)
                .mapToObj(i -> new Watchers(this::known))
                .toList();

        Moments known() {
            Moments now = moments;
            if (now == null) {
                throw new IllegalStateException("nobody watches what is not there");
            }
            return now;
        }

        /** Called from one thread at a time. */
        synchronized void take(ConfigView view) {
            Moments before = moments;
            moments = before == null ? Moments.startingWith(view) : before.plus(view);
        }

        void wake() {
            shares.forEach(share -> share.wake(tellers));
        }
    }

    private final ConfigReads reads;
    private final ViewStore store;
    private final Map<String, Watched> applications = new ConcurrentHashMap<>();
    private final ExecutorService tellers = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("config-watch-", 0).factory());
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("config-watch-clock").factory());
    private volatile ViewStore.@Nullable Subscription subscription;

    public WatchHub(ConfigReads reads, ViewStore store, MeterRegistry meters) {
        this.reads = reads;
        this.store = store;
        meters.gauge("slipway.config.watchers", this, WatchHub::size);
    }

    /** @throws ProblemException when the service starts or stops, or there are too many watchers */
    public void ready() {
        if (subscription == null) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The service is starting or stopping; try again.");
        }
        if (size() >= MOST) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, "There are " + MOST + " watchers already; try again later.");
        }
    }

    /**
     * Lets somebody watch what an instance gets, beginning with all it has missed.
     *
     * @param application that has configuration
     * @param cursor where the watcher resumes; null for one that knows nothing
     */
    public void open(
            String application, String environment, Instance instance, @Nullable Cursor cursor, Outlet outlet) {
        @Nullable Watched watched = applications.get(application);
        if (watched == null) {
            outlet.end();
            return;
        }
        Function<Moment, Optional<String>> assignment =
                moment -> moment.environment(environment).flatMap(found -> Assignment.of(found, instance));
        Contents contents = revision -> reads.readable(application, revision)
                .map(snapshot -> snapshot.served(environment, instance.service(), instance.group()));
        Messages messages = watched.messages.computeIfAbsent(environment, name -> new Messages(application, name));
        Watcher watcher = new Watcher(new Progress(messages, contents, assignment, cursor), outlet);
        watched.shares.get(ThreadLocalRandom.current().nextInt(SHARES)).add(watcher);
        watcher.advance(watched::known);
        if (subscription == null) {
            watcher.end();
        }
    }

    @Override
    public void start() {
        subscription = store.subscribe(this::hear);
        reads.all().forEach(this::take);
        clock.scheduleWithFixedDelay(this::pass, 1, 1, TimeUnit.SECONDS);
    }

    /** Ends all watches before the web server waits for its requests to end. */
    @Override
    public void stop() {
        ViewStore.Subscription current = subscription;
        subscription = null;
        if (current != null) {
            current.close();
        }
        clock.shutdownNow();
        applications.values().forEach(watched -> watched.shares.forEach(Watchers::end));
        tellers.shutdown();
    }

    @Override
    public boolean isRunning() {
        return subscription != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void hear(ViewChange change) {
        if (change.document() instanceof ConfigView view) {
            take(view);
        } else if (change.document() instanceof ConfigRevisionView content) {
            Optional.ofNullable(applications.get(content.application())).ifPresent(Watched::wake);
        }
    }

    private void take(ConfigView view) {
        Watched watched = applications.computeIfAbsent(view.application(), name -> new Watched());
        watched.take(view);
        watched.wake();
    }

    private void pass() {
        applications.values().forEach(watched -> watched.shares.forEach(Watchers::pass));
    }

    private int size() {
        return applications.values().stream()
                .flatMap(watched -> watched.shares.stream())
                .mapToInt(Watchers::size)
                .sum();
    }
}
