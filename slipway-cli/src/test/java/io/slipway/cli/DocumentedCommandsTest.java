package io.slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import picocli.CommandLine.ParameterException;

import static org.assertj.core.api.Assertions.assertThat;

/** A command that a page tells people to type is one that the command line takes. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?:export )?([A-Z_]+)=(\\S+)");

    @Test
    void everyCommandOfThePagesIsOneThatTheParserTakes() throws IOException {
        List<Path> pages = pages();
        List<String> refused = new ArrayList<>();
        int commands = 0;
        for (Path page : pages) {
            for (String line : resolved(blocks(page))) {
                for (List<String> words : new ShellLine(line).slipway()) {
                    commands++;
                    try {
                        SlipwayCommand.commandLine().parseArgs(words.toArray(String[]::new));
                    } catch (ParameterException e) {
                        refused.add(ROOT.relativize(page) + ": " + line.strip() + ": " + e.getMessage());
                    }
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(commands).as("commands in %s pages", pages.size()).isGreaterThan(100);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .filter(path -> !path.endsWith("cli.md"))
                    .sorted()
                    .toList();
        }
    }

    /** With the values of the variables that earlier lines of the page set. */
    private static List<String> resolved(List<String> lines) {
        Map<String, String> variables = new TreeMap<>();
        List<String> resolved = new ArrayList<>();
        for (String line : lines) {
            Matcher assignment = ASSIGNMENT.matcher(line);
            if (assignment.matches()) {
                variables.put("$" + assignment.group(1), assignment.group(2));
            }
            String text = line;
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                text = text.replace(variable.getKey(), variable.getValue());
            }
            resolved.add(text);
        }
        return resolved;
    }

    /** The lines of the blocks that are for a shell; a line that goes on is one. */
    private static List<String> blocks(Path page) {
        try {
            List<String> lines = new ArrayList<>();
            boolean inside = false;
            String begun = "";
            for (String line : Files.readAllLines(page)) {
                String text = line.strip();
                if (text.startsWith("```")) {
                    inside = !inside && List.of("```", "```sh", "```bash").contains(text);
                } else if (inside && text.endsWith("\\")) {
                    begun += text.substring(0, text.length() - 1) + " ";
                } else if (inside) {
                    lines.add(begun + (text.startsWith("$ ") ? text.substring(2) : text));
                    begun = "";
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
