package io.slipway.configclient;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Says again and again what an instance really runs with, and has it fetched anew when the service says that it should be
 * something else. Whatever the service does about that, the application does not notice: the next heartbeat tries again.
 */
final class Heartbeats {
    private static final Logger LOG = System.getLogger(Heartbeats.class.getName());

    /** Reads everything again. */
    @FunctionalInterface
    interface Refetch {
        void run() throws IOException, InterruptedException;
    }

    private final String instance;
    private final Duration every;
    private final Remote remote;
    private final RandomGenerator random;
    private boolean refused;

    /** @param every about how often; more than 0 */
    Heartbeats(String instance, Duration every, Remote remote, RandomGenerator random) {
        this.instance = instance;
        this.every = every;
        this.remote = remote;
        this.random = random;
    }

    /** Goes on until it is interrupted. */
    void send(Supplier<Config> current, Refetch refetch) {
        try {
            // Instances that were started together do not report together.
            Thread.sleep(part(Duration.ZERO, every));
            while (!Thread.currentThread().isInterrupted()) {
                beat(current.get(), refetch);
                Thread.sleep(next());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat(Config runs, Refetch refetch) throws InterruptedException {
        try {
            if (remote.report(instance, runs)) {
                LOG.log(Level.INFO, "{0} should run with something else than {1}; reading it again", instance, runs);
                refetch.run();
            }
            refused = false;
        } catch (IOException e) {
            // Whoever follows the changes says that the service is lost.
            LOG.log(Level.DEBUG, "No heartbeat", e);
        } catch (ConfigRefusedException e) {
            if (!refused) {
                LOG.log(Level.WARNING, "The heartbeats of {0} are refused: {1}", instance, e.getMessage());
            }
            refused = true;
        }
    }

    /** Between three and five quarters of the interval. */
    Duration next() {
        Duration quarter = every.dividedBy(4);
        return part(every.minus(quarter), every.plus(quarter));
    }

    private Duration part(Duration least, Duration most) {
        return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
    }
}
