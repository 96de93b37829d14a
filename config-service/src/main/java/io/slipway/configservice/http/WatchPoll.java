package io.slipway.configservice.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

import io.slipway.configservice.watch.Cursor;
import io.slipway.configservice.watch.Message.Told;
import io.slipway.configservice.watch.Outlet;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A watcher that asks again and again: answered as soon as there is something, or with nothing when its time is over. */
final class WatchPoll implements Outlet {
    private final AsyncContext async;
    private final @Nullable Cursor after;
    private final long deadline;
    private volatile boolean over;

    private WatchPoll(AsyncContext async, @Nullable Cursor after, Duration wait) {
        this.async = async;
        this.after = after;
        this.deadline = System.nanoTime() + wait.toNanos();
    }

    static WatchPoll open(HttpServletRequest request, @Nullable Cursor after, Duration wait) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        return new WatchPoll(async, after, wait);
    }

    @Override
    public void tell(List<Told> told) {
        answer(told, told.getLast().cursor());
    }

    @Override
    public void pass(@Nullable Cursor cursor) {
        if (System.nanoTime() - deadline >= 0) {
            answer(List.of(), cursor == null ? after : cursor);
        }
    }

    @Override
    public void end() {
        answer(List.of(), after);
    }

    @Override
    public boolean over() {
        return over;
    }

    /** On a thread of its own: a client that does not read holds up nobody else. */
    private synchronized void answer(List<Told> told, @Nullable Cursor cursor) {
        if (!over) {
            over = true;
            Thread.startVirtualThread(() -> write(body(told, cursor)));
        }
    }

    private void write(byte[] body) {
        try {
            HttpServletResponse response = (HttpServletResponse) async.getResponse();
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        } catch (IOException gone) {
            // It asks again with the cursor it has.
        } finally {
            async.complete();
        }
    }

    private static byte[] body(List<Told> told, @Nullable Cursor cursor) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                ("{" + (cursor == null ? "" : "\"cursor\":\"" + cursor + "\",") + "\"events\":[").getBytes(UTF_8));
        for (int i = 0; i < told.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(told.get(i).message().json());
        }
        body.writeBytes("]}".getBytes(UTF_8));
        return body.toByteArray();
    }
}
