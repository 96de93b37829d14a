package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which revision a folder was made from, in the file {@value #FILE} in it: so that applying the folder takes nobody's change
 * back whom its author has not seen.
 */
record FolderBase(Path folder) {
    static final String FILE = ".slipway-config-revision";

    private static final Pattern LINE = Pattern.compile("([a-z0-9-]{1,40}) ([0-9a-f]{64})\\s*");

    /** Empty when the folder comes from elsewhere, or was made for another application. */
    Optional<String> read(String application) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Matcher line = LINE.matcher(Files.readString(file));
        return line.matches() && line.group(1).equals(application) ? Optional.of(line.group(2)) : Optional.empty();
    }

    void write(String application, String revision) throws IOException {
        Files.writeString(folder.resolve(FILE), application + " " + revision + "\n");
    }
}
