package io.slipway.kit.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file of bearer tokens: {@code <name>=<token>} on each line; empty lines and lines that begin with # do not count. */
final class TokenFile {
    private TokenFile() {}

    /**
     * The tokens by name; none when there is no such file.
     *
     * @throws IllegalStateException when it cannot be read, or a line is something else; never says what is in it
     */
    static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            Map<String, String> tokens = new LinkedHashMap<>();
            int number = 0;
            for (String raw : Files.readAllLines(file)) {
                number++;
                String line = raw.strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    add(tokens, line, file + ", line " + number);
                }
            }
            return tokens;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the tokens file " + file, e);
        }
    }

    private static void add(Map<String, String> tokens, String line, String where) {
        int cut = line.indexOf('=');
        if (cut < 1) {
            throw new IllegalStateException(where + ": expected <name>=<token>");
        }
        String name = line.substring(0, cut).strip();
        if (tokens.put(name, line.substring(cut + 1).strip()) != null) {
            throw new IllegalStateException(where + ": the name " + name + " is there twice");
        }
    }
}
