package io.slipway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An application with 200 keys in production: 150 of everybody's, of which 20 are another value there, and 50 more. */
final class ShopDocuments {
    private ShopDocuments() {}

    static String base() {
        return keys(0, 150, "common");
    }

    static String production() {
        return keys(130, 200, "production");
    }

    /** As the config-service takes them. */
    static Map<String, String> slipway(int change) {
        return Map.of(
                "slipway-config.yaml",
                "environments: [{name: production}]\n",
                "base/application.yaml",
                base(),
                "environments/production/application.yaml",
                production() + "change: " + change + "\n");
    }

    /** As a Spring Cloud Config Server reads them from a folder. */
    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("shop.yml"), base());
        Files.writeString(folder.resolve("shop-production.yml"), production() + "change: 0\n");
    }

    /** The same folder as a Git repository. */
    static void commit(Path folder) throws IOException, InterruptedException {
        for (List<String> command : List.of(
                List.of("git", "init", "-q", "-b", "main"),
                List.of("git", "add", "."),
                List.of("git", "-c", "user.name=b", "-c", "user.email=b@example.com", "commit", "-q", "-m", "keys"))) {
            int status = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException(command + " failed");
            }
        }
    }

    private static String keys(int from, int to, String value) {
        return IntStream.range(from, to)
                .mapToObj(i -> "section" + i / 10 + ".part" + i % 10 + ".setting: " + value + "-value-" + i + "\n")
                .collect(Collectors.joining());
    }
}
