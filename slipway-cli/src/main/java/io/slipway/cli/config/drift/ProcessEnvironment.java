package io.slipway.cli.config.drift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.slipway.config.document.DocumentFormat;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The environment variables that a process was started with; Linux shows them to its owner. */
public record ProcessEnvironment(long pid) implements Location {
    @Override
    public String name() {
        return "process " + pid;
    }

    /** Variables that have nothing to do with the configuration do not count. */
    @Override
    public List<Difference> compare(Desired desired) throws IOException {
        Path file = Path.of("/proc", Long.toString(pid), "environ");
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "there is no process " + pid + " on this host whose environment you may read (" + file + ")");
        }
        Map<String, String> actual = new HashMap<>();
        for (String variable : Files.readString(file, UTF_8).split("\0")) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                actual.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return Difference.between(desired.in(DocumentFormat.DOTENV), actual, desired.opened(), false);
    }

    @Override
    public boolean mend(Desired desired) {
        return false;
    }
}
