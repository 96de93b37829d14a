package io.slipway.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.slf4j.LoggerFactory;

import io.slipway.standalone.StandaloneApplication;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

/**
 * Runs everything and prints a table in Markdown. {@code --quick} takes a fifth of the time, most of it before the server
 * is warm; {@code --profile} runs the deployments only and says where the server's time went; {@code --config} measures
 * configuration instead, and {@code --backup} backups.
 */
public final class Benchmarks {
    /** Transactions one after the other on the way of a deployment: see docs/reference/benchmarks.md. */
    private static final int HOPS = 8;

    private static final int BALLAST_BYTES = 6_000;
    private static final int WARM_UP_APPLICATIONS = 200;
    private static final double MOST_LOAD = 0.5;
    private static final int[] RATES = {2, 10, 20, 40};
    private static final PrintStream OUT = System.out;

    private final int seconds;
    private final int burst;
    private final int warmUpRounds;

    private Benchmarks(boolean quick) {
        seconds = quick ? 5 : 15;
        burst = quick ? 400 : 1000;
        warmUpRounds = quick ? 1 : 15;
    }

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        boolean quick = List.of(args).contains("--quick");
        boolean profile = List.of(args).contains("--profile");
        Path folder = Files.createTempDirectory("slipway-benchmark");
        if (List.of(args).contains("--config")) {
            head();
            new ConfigBenchmark(folder, quick, OUT).run();
            return;
        }
        if (List.of(args).contains("--backup")) {
            head();
            new BackupBenchmark(folder, List.of(args), OUT).run();
            return;
        }
        Benchmarks benchmarks = new Benchmarks(quick);
        head();
        Path recording = folder.resolve("profile.jfr");
        List<String> flags = profile ? List.of(Profile.flag(recording)) : List.of();
        try (Server server = Server.start(NoOpApplication.class.getName(), folder.resolve("no-op"), flags)) {
            benchmarks.deployments(server);
            if (!profile) {
                benchmarks.sse(server);
            }
        }
        if (profile) {
            Profile.print(recording, OUT);
            return;
        }
        benchmarks.coldStart(folder);
    }

    private static void head() {
        OUT.printf(
                Locale.ROOT,
                "%d processors, %s, Java %s%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                Runtime.version());
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > MOST_LOAD) {
            OUT.printf(Locale.ROOT, "**Load %.1f before the start: other work shares the processors.**%n", load);
        }
    }

    private void deployments(Server server) throws Exception {
        OUT.println();
        OUT.println("| deployments | p50 ms | p99 ms | broker alone p50 ms | p99 ms | ratio p50 | ratio p99 |");
        OUT.println("|---|---|---|---|---|---|---|");
        BrokerLoop broker = new BrokerLoop(server.bootstrapServers(), HOPS, BALLAST_BYTES);
        try (Deployments deployments = new Deployments(server)) {
            // A control plane runs for weeks; what its first minute compiles is no part of a deployment.
            deployments.warmUp(WARM_UP_APPLICATIONS, warmUpRounds, 40);
            broker.run(200, 40);
            for (int rate : RATES) {
                int count = Math.max(20, rate * seconds);
                row(rate + " starts/s", deployments.run(count, rate), broker.run(count, rate));
            }
            Duration before = server.cpu();
            Deployments.Result ours = deployments.run(burst, 0);
            Duration used = server.cpu().minus(before);
            Deployments.Result limit = broker.run(burst, 0);
            OUT.println();
            OUT.println("| saturated | deployments/s | broker alone /s | ratio |");
            OUT.println("|---|---|---|---|");
            OUT.printf(
                    Locale.ROOT,
                    "| %d at once | %.0f | %.0f | %.2f |%n",
                    burst,
                    ours.perSecond(),
                    limit.perSecond(),
                    ours.perSecond() / limit.perSecond());
            OUT.printf(Locale.ROOT, "%nEvents per deployment: %.0f%n", ours.eventsEach());
            OUT.printf(
                    Locale.ROOT,
                    "Processor time of the server per deployment: %.1f ms; resident afterwards: %d MiB%n",
                    used.toMillis() / (double) burst,
                    server.residentMebibytes());
        }
    }

    private static void row(String name, Deployments.Result ours, Deployments.Result broker) {
        OUT.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.1f | %.1f |%n",
                name,
                ours.latencies().millis(50),
                ours.latencies().millis(99),
                broker.latencies().millis(50),
                broker.latencies().millis(99),
                ratio(ours, broker, 50),
                ratio(ours, broker, 99));
    }

    private static double ratio(Deployments.Result ours, Deployments.Result broker, double percent) {
        return (double) ours.latencies().percentile(percent).toNanos()
                / broker.latencies().percentile(percent).toNanos();
    }

    private void sse(Server server) throws Exception {
        OUT.println();
        OUT.println("| publish to SSE | p50 ms | p99 ms |");
        OUT.println("|---|---|---|");
        SseDelivery delivery = new SseDelivery(server);
        delivery.run(500, 3);
        for (int rate : new int[] {1000, 5000}) {
            Samples samples = delivery.run(rate, seconds);
            OUT.printf("| %d events/s | %s | %s |%n", rate, samples.millis(50), samples.millis(99));
        }
    }

    private void coldStart(Path folder) throws Exception {
        OUT.println();
        OUT.println("| standalone | first start s | second start s | resident MiB |");
        OUT.println("|---|---|---|---|");
        Path data = folder.resolve("standalone");
        double[] starts = new double[2];
        long resident = 0;
        for (int i = 0; i < starts.length; i++) {
            long begin = System.nanoTime();
            try (Server server = Server.start(StandaloneApplication.class.getName(), data, List.of())) {
                starts[i] = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1e3;
                resident = server.residentMebibytes();
            }
        }
        OUT.printf(Locale.ROOT, "| cold start to ready | %.1f | %.1f | %d |%n", starts[0], starts[1], resident);
    }
}
