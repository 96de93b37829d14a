package io.slipway.configclient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * An application's configuration, kept up to date. It starts from the service, or from what was known last when the service
 * is away, or with nothing at all; and goes on trying. A listener hears of each revision that this instance is given.
 */
public final class ConfigClient implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ConfigClient.class.getName());
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ClientSettings settings;
    private final Remote remote;
    private final @Nullable CacheFile cache;
    private final List<Consumer<ConfigChange>> listeners = new CopyOnWriteArrayList<>();
    private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
    private final Thread thread;
    private final @Nullable Thread heartbeats;

    /** Held by whoever takes an answer, so that listeners hear of one after the other. */
    private final Object taking = new Object();

    private volatile @Nullable String cursor;
    private volatile Config config;
    private volatile boolean connected;
    private volatile boolean closed;

    private ConfigClient(ClientSettings settings) {
        this.settings = settings;
        this.remote = new Remote(settings);
        this.cache = settings.cache() == null ? null : new CacheFile(settings.cache(), settings.target());
        this.config = new Config(Config.Source.NOWHERE, settings.target(), Known.NOTHING);
        this.thread = Thread.ofVirtual().name("slipway-config").unstarted(this::follow);
        this.heartbeats = heartbeats();
    }

    private @Nullable Thread heartbeats() {
        if (settings.instance() == null || settings.heartbeat() == null) {
            return null;
        }
        Heartbeats beats = new Heartbeats(settings.instance(), settings.heartbeat(), remote, new SplittableRandom());
        return Thread.ofVirtual()
                .name("slipway-config-heartbeat")
                .unstarted(() -> beats.send(this::current, this::refetch));
    }

    /**
     * Returns once there is configuration, or the time for that is over; an outage stops no application from starting.
     *
     * @throws ConfigRefusedException when the service says no and there is nothing in the cache to start with
     */
    public static ConfigClient start(ClientSettings settings) {
        ConfigClient client = new ConfigClient(settings);
        try {
            client.first();
        } catch (RuntimeException e) {
            client.remote.close();
            throw e;
        }
        client.thread.start();
        if (client.heartbeats != null) {
            client.heartbeats.start();
        }
        return client;
    }

    /** What is known now. Read all that belongs together from one answer. */
    public Config current() {
        return config;
    }

    /** Whether the service answered when it was last asked. */
    public boolean connected() {
        return connected;
    }

    /** Calls somebody on every change from now on, one after the other. What the listener throws is logged. */
    public void onChange(Consumer<ConfigChange> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (heartbeats != null) {
            heartbeats.interrupt();
        }
        remote.close();
    }

    private void first() {
        try {
            take(null, remote.watch(null, Duration.ZERO, settings.startWithin()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            useCache("interrupted");
        } catch (IOException e) {
            useCache(reason(e));
        } catch (ConfigRefusedException e) {
            if (!useCache(e.getMessage())) {
                throw e;
            }
        }
    }

    /** Whether there is anything in it. */
    private boolean useCache(String why) {
        Optional<CacheFile.Content> content = Optional.empty();
        String state = "there is no cache";
        try {
            content = cache == null ? Optional.empty() : cache.read();
        } catch (IOException | UncheckedIOException e) {
            state = "the cache is of no use: " + reason(e);
        }
        if (content.isPresent()) {
            cursor = content.get().cursor();
            config = new Config(
                    Config.Source.CACHE, settings.target(), content.get().known());
            state = "starting with " + config;
        }
        LOG.log(Level.WARNING, "No configuration from {0} ({1}); {2}", settings.url(), why, state);
        return content.isPresent();
    }

    private void follow() {
        while (!closed) {
            try {
                long asked = System.nanoTime();
                // Whoever started from the cache wants to know at once whether that is still what it gets.
                Duration wait = config.source() == Config.Source.SERVICE ? WAIT : Duration.ZERO;
                String after = cursor;
                Remote.Answer answer = remote.watch(after, wait, PATIENCE);
                take(after, answer);
                // A service that is about to stop answers at once with nothing.
                if (answer.events().isEmpty()
                        && System.nanoTime() - asked < WAIT.dividedBy(2).toNanos()) {
                    Thread.sleep(backoff.next());
                } else {
                    backoff.reset();
                }
            } catch (IOException | ConfigRefusedException e) {
                lost(e);
            } catch (InterruptedException e) {
                // Closed.
                return;
            }
        }
    }

    private void lost(Exception e) {
        if (connected && !closed) {
            LOG.log(
                    Level.WARNING,
                    "The config-service at {0} is lost ({1}); going on with {2}",
                    settings.url(),
                    reason(e),
                    config);
        }
        connected = false;
        try {
            Thread.sleep(backoff.next());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything again, whatever was told so far. */
    private void refetch() throws IOException, InterruptedException {
        String after = cursor;
        take(after, remote.watch(null, Duration.ZERO, PATIENCE));
    }

    /** @param after the cursor when it was asked for; when another answer was taken since, this one is behind it */
    private void take(@Nullable String after, Remote.Answer answer) {
        synchronized (taking) {
            if (Objects.equals(after, cursor)) {
                take(answer);
            }
        }
    }

    private void take(Remote.Answer answer) {
        if (!connected && config.source() != Config.Source.NOWHERE) {
            LOG.log(Level.INFO, "The config-service at {0} answers again", settings.url());
        }
        connected = true;
        Config before = config;
        try {
            Known known =
                    new Known(before.revision().orElse(null), before.hash().orElse(null), before.values());
            for (var event : answer.events()) {
                known = known.after(event);
                show(known);
            }
            cursor = answer.cursor() == null ? cursor : answer.cursor();
            if (answer.events().isEmpty() && before.source() != Config.Source.SERVICE) {
                show(known);
            }
            if (!answer.events().isEmpty()) {
                keep(known);
            }
        } catch (Known.OutOfStepException e) {
            LOG.log(Level.WARNING, "{0}; reading everything again", e.getMessage());
            cursor = null;
        }
    }

    private void show(Known known) {
        Config before = config;
        config = new Config(Config.Source.SERVICE, settings.target(), known);
        if (!before.hash().equals(config.hash()) || !before.revision().equals(config.revision())) {
            ConfigChange change = new ConfigChange(before, config);
            listeners.forEach(listener -> tell(listener, change));
        }
    }

    private static void tell(Consumer<ConfigChange> listener, ConfigChange change) {
        try {
            listener.accept(change);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A listener failed at " + change.after(), e);
        }
    }

    /** Without a cache the next start needs the service, and nothing else is wrong. */
    private void keep(Known known) {
        try {
            if (cache != null) {
                cache.write(cursor, known);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "The configuration could not be kept in {0}: {1}", settings.cache(), reason(e));
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
