package io.slipway.kit.http;

import java.io.IOException;
import java.io.OutputStream;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A stream of server-sent events (WHATWG HTML, section 9.2), written by the thread that serves the request. A write
 * blocks as long as the client does not read; it throws when the client is gone.
 */
public final class SseStream {
    private final OutputStream out;

    private SseStream(OutputStream out) {
        this.out = out;
    }

    /** Sends the response's head, so that the client knows at once that it is connected. */
    public static SseStream open(HttpServletResponse response) throws IOException {
        sendHead(response);
        return new SseStream(response.getOutputStream());
    }

    /** The head alone, for whoever writes the events in another way. */
    public static void sendHead(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding(UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        // Reverse proxies would otherwise hold events back until a buffer is full.
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
    }

    /**
     * Sends an event.
     *
     * @param id where a client resumes from; null leaves the one before
     * @param event its type; null for {@code message}
     * @param data without line breaks
     */
    public void send(@Nullable String id, @Nullable String event, byte[] data) throws IOException {
        StringBuilder head = new StringBuilder();
        if (id != null) {
            head.append("id: ").append(id).append('\n');
        }
        if (event != null) {
            head.append("event: ").append(event).append('\n');
        }
        out.write(head.append("data: ").toString().getBytes(UTF_8));
        out.write(data);
        out.write("\n\n".getBytes(UTF_8));
        out.flush();
    }

    /** Shows that the connection lives, and where a client resumes from, without an event. */
    public void beat(@Nullable String id) throws IOException {
        String place = id == null ? "" : "id: " + id + "\n";
        out.write((": alive\n" + place + "\n").getBytes(UTF_8));
        out.flush();
    }
}
