package io.slipway.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.slipway.kafka.embedded.EmbeddedKafka;

/** The config-service beside a Spring Cloud Config Server: reads, watchers, memory. */
final class ConfigBenchmark {
    private static final String HEAP = "1536m";
    private static final int[] CONNECTIONS = {1, 16, 64};
    private static final int[] WATCHERS = {1_000, 10_000};
    private static final String OURS = "/api/v1/config/shop/environments/production";
    private static final String SPRING = "/spring/shop/production";
    private static final Path SERVICE = Path.of("config-service/target/app/config-service.jar");
    private static final Path SPRING_SERVER = Path.of("benchmarks/spring-config-server/target");

    private final Path folder;
    private final PrintStream out;
    private final Duration cold;
    private final Duration warmUp;
    private final Duration time;
    private final int changes;
    private final List<String> memory = new ArrayList<>();

    ConfigBenchmark(Path folder, boolean quick, PrintStream out) {
        this.folder = folder;
        this.out = out;
        cold = Duration.ofSeconds(quick ? 1 : 3);
        warmUp = Duration.ofSeconds(quick ? 2 : 10);
        time = Duration.ofSeconds(quick ? 1 : 5);
        changes = quick ? 2 : 10;
    }

    void run() throws Exception {
        out.println();
        out.println("| reads of 200 keys | connections | requests/s | p50 ms | p99 ms | bytes |");
        out.println("|---|---|---|---|---|---|");
        Path documents = folder.resolve("documents");
        ShopDocuments.write(documents);
        reads(
                "Spring, native",
                List.of(
                        "--spring.profiles.active=native",
                        "--spring.cloud.config.server.native.search-locations=" + documents.toUri()));
        ShopDocuments.commit(documents);
        reads("Spring, Git", List.of("--spring.cloud.config.server.git.uri=" + documents.toUri()));
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("kafka"))) {
            try (ChildJvm service = service(kafka)) {
                ConfigCommands commands = new ConfigCommands(service);
                commands.commit(ShopDocuments.slipway(0));
                commands.rollOut();
                reads("config-service", service, OURS);
                warm("config-service, Spring's protocol", service, SPRING);
                memory.add("| config-service, after the reads | " + service.residentMebibytes() + " |");
                watchers(service, commands);
            }
        }
        out.println();
        out.println("| server | resident MiB |");
        out.println("|---|---|");
        memory.forEach(out::println);
    }

    private ChildJvm service(EmbeddedKafka kafka) throws IOException, InterruptedException {
        int port = ChildJvm.freePort();
        return ChildJvm.start(
                folder.resolve("config-service.log"),
                port,
                HEAP,
                List.of(
                        "-jar",
                        SERVICE.toString(),
                        "--server.port=" + port,
                        "--slipway.http.anonymous=true",
                        "--slipway.kafka.bootstrap-servers=" + kafka.bootstrapServers()),
                "/actuator/health/readiness");
    }

    private void reads(String name, List<String> arguments) throws IOException, InterruptedException {
        if (!Files.isDirectory(SPRING_SERVER.resolve("lib"))) {
            throw new IllegalStateException(
                    "benchmarks/run --config has to build the Spring Cloud Config Server first");
        }
        int port = ChildJvm.freePort();
        List<String> program = new ArrayList<>(List.of(
                "-cp",
                SPRING_SERVER.resolve("classes") + File.pathSeparator + SPRING_SERVER.resolve("lib") + "/*",
                "io.slipway.benchmarks.spring.SpringConfigServer",
                "--server.port=" + port));
        program.addAll(arguments);
        try (ChildJvm server = ChildJvm.start(folder.resolve("spring.log"), port, HEAP, program, "/shop/production")) {
            reads(name, server, "/shop/production");
            memory.add("| " + name + ", after the reads | " + server.residentMebibytes() + " |");
        }
    }

    private void reads(String name, ChildJvm server, String path) throws IOException {
        row(name + ", cold: the first " + cold.toSeconds() + " s", 16, new HttpLoad(server.port(), path).run(16, cold));
        warm(name, server, path);
    }

    private void warm(String name, ChildJvm server, String path) throws IOException {
        HttpLoad load = new HttpLoad(server.port(), path);
        load.run(16, warmUp);
        for (int connections : CONNECTIONS) {
            row(name, connections, load.run(connections, time));
        }
    }

    private void row(String name, int connections, HttpLoad.Result result) {
        out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f | %s | %s | %d |%n",
                name,
                connections,
                result.perSecond(),
                result.latencies().millis(50),
                result.latencies().millis(99),
                result.bytes());
    }

    private void watchers(ChildJvm service, ConfigCommands commands) throws Exception {
        out.println();
        out.println("| from the rollout's command to the watchers | p50 ms | p99 ms | last ms | connected in s |");
        out.println("|---|---|---|---|---|");
        int change = 1;
        for (int count : WATCHERS) {
            long begin = System.nanoTime();
            try (WatchLoad load = new WatchLoad(service.port(), OURS + "/watch", count)) {
                double seconds = (System.nanoTime() - begin) / 1e9;
                Samples all = new Samples();
                for (int i = 0; i < changes; i++) {
                    commands.commit(ShopDocuments.slipway(change++));
                    load.begin();
                    commands.rollOut();
                    all.addAll(load.await());
                }
                out.printf(
                        Locale.ROOT,
                        "| %d watchers, %d changes | %s | %s | %s | %.1f |%n",
                        count,
                        changes,
                        all.millis(50),
                        all.millis(99),
                        all.millis(100),
                        seconds);
                memory.add("| config-service with " + count + " watchers | " + service.residentMebibytes() + " |");
            }
        }
    }
}
