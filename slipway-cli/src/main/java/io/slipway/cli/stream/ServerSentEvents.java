package io.slipway.cli.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads a stream of server-sent events (WHATWG HTML, section 9.2) and gives out the data of each. */
final class ServerSentEvents {
    private String lastId = "";

    /** Id of the newest event, to go on from. */
    String lastId() {
        return lastId;
    }

    /** Reads to the end of the stream. */
    void read(InputStream stream, Consumer<String> data) throws IOException {
        StringBuilder event = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!event.isEmpty()) {
                        data.accept(event.toString());
                    }
                    event.setLength(0);
                } else if (line.startsWith("data:")) {
                    event.append(event.isEmpty() ? "" : "\n").append(value(line));
                } else if (line.startsWith("id:")) {
                    lastId = value(line);
                }
            }
        }
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
