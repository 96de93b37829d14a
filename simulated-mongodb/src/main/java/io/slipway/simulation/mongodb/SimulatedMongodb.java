package io.slipway.simulation.mongodb;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a {@link SimulatedReplicaSet} as a process, until that is ended. */
public final class SimulatedMongodb {
    private static final String HELP = """
            Runs a simulated MongoDB replica set of one member, in memory, for tests and demonstrations.

            Usage: simulated-mongodb [--port PORT] [--oplog-entries N] [--noop-every SECONDS]

              --port PORT            where to listen on localhost; 0, as without it, takes a free one
              --oplog-entries N      how many entries the oplog holds; 1000000 without it
              --noop-every SECONDS   how often the oplog gets an entry; 1 without it, 0 for never
              --help                 shows this

            The first line it prints is its connection string. It keeps nothing on disk.
            """;

    private SimulatedMongodb() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = List.of(arguments);
        if (words.contains("--help")) {
            System.out.print(HELP);
            return;
        }
        SimulatedReplicaSet.Settings settings;
        try {
            settings = settings(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(HELP);
            System.exit(2);
            return;
        }
        SimulatedReplicaSet set = SimulatedReplicaSet.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(set::close));
        System.out.println(set.connectionString());
        new CountDownLatch(1).await();
    }

    /** @throws IllegalArgumentException if an option is unknown, or its value is none; the message says which */
    static SimulatedReplicaSet.Settings settings(List<String> words) {
        SimulatedReplicaSet.Settings settings = SimulatedReplicaSet.Settings.defaults();
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            int value = number(option, i + 1 < words.size() ? words.get(i + 1) : "");
            settings = switch (option) {
                case "--port" -> settings.withPort(value);
                case "--oplog-entries" -> settings.withOplogEntries(value);
                case "--noop-every" -> settings.withNoopEvery(Duration.ofSeconds(value));
                default -> throw new IllegalArgumentException("there is no option " + option);
            };
        }
        return settings;
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a number, not '" + value + "'", e);
        }
    }
}
