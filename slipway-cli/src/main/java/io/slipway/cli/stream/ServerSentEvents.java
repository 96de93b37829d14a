package io.slipway.cli.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads a stream of server-sent events (WHATWG HTML, section 9.2). */
final class ServerSentEvents {
    /** @param type {@code message} where the server names none */
    record Event(String type, String data) {}

    private String lastId = "";

    /** Id of the newest whole event, to go on from; empty before the first. */
    String lastId() {
        return lastId;
    }

    /** Reads to the end of the stream. An event cut off by the end is not given out, and its id does not count. */
    void read(InputStream stream, Consumer<Event> consumer) throws IOException {
        StringBuilder data = new StringBuilder();
        String type = "";
        String id = lastId;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        consumer.accept(new Event(type.isEmpty() ? "message" : type, data.toString()));
                    }
                    lastId = id;
                    data.setLength(0);
                    type = "";
                } else if (line.startsWith("data:")) {
                    data.append(data.isEmpty() ? "" : "\n").append(value(line));
                } else if (line.startsWith("event:")) {
                    type = value(line);
                } else if (line.startsWith("id:")) {
                    id = value(line);
                }
            }
        }
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
