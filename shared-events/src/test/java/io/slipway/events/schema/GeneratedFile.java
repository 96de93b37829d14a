package io.slipway.events.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.events.json.Json;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A checked-in file that follows from the code. With {@code -Dslipway.regenerate=true} it is written; without, it has to
 * be what the code says.
 */
final class GeneratedFile {
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final DefaultPrettyPrinter PRETTY =
            new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT);

    private GeneratedFile() {}

    static String pretty(JsonNode tree) {
        return Json.mapper().writer().with(PRETTY).writeValueAsString(tree) + "\n";
    }

    static void check(Path file, String content) {
        if (Boolean.getBoolean("slipway.regenerate")) {
            write(file, content);
        }
        assertThat(read(file))
                .as("%s; run the test with -Dslipway.regenerate=true and review the difference", file)
                .isEqualTo(content);
    }

    /** Writes a file that is not there yet, with {@code -Dslipway.regenerate=true} only. */
    static void add(Path file, String content) {
        if (Boolean.getBoolean("slipway.regenerate")) {
            if (Files.exists(file)) {
                throw new IllegalStateException(file + " is there and stays as it is");
            }
            write(file, content);
        }
    }

    /** Names of the files in a folder, to find those that nothing generates any more; none when it is not there. */
    static Set<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
