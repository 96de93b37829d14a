package io.slipway.configservice.http;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.watch.Cursor;
import io.slipway.configservice.watch.Message.Told;
import io.slipway.configservice.watch.Outlet;
import io.slipway.kit.http.SseStream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A watcher that is told by server-sent events (WHATWG HTML, section 9.2). Nothing is written before the connection takes it,
 * so that a slow one holds up nobody; one that falls too far behind is ended, and resumes.
 */
final class WatchStream implements Outlet, WriteListener, AsyncListener {
    private static final int MOST_PENDING = 4 * 1024 * 1024;
    private static final long SHORTEST_SILENCE = 10;
    private static final long LONGEST_SILENCE = 20;

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Deque<byte[]> pending = new ArrayDeque<>();
    private int pendingBytes;
    private boolean writable;
    private boolean ending;
    private boolean flushed = true;
    private long beatAt;
    private volatile boolean over;

    private WatchStream(AsyncContext async, ServletOutputStream out) {
        this.async = async;
        this.out = out;
        quiet();
    }

    /** Sends the response's head, so that the client knows at once that it is connected. */
    static WatchStream open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SseStream.sendHead(response);
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        WatchStream stream = new WatchStream(async, response.getOutputStream());
        async.addListener(stream);
        stream.out.setWriteListener(stream);
        return stream;
    }

    @Override
    public synchronized void tell(List<Told> told) {
        for (Told next : told) {
            byte[] head = ("id: " + next.cursor() + "\nevent: "
                            + next.message().kind().word() + "\ndata: ")
                    .getBytes(UTF_8);
            byte[] json = next.message().json();
            byte[] event = new byte[head.length + json.length + 2];
            System.arraycopy(head, 0, event, 0, head.length);
            System.arraycopy(json, 0, event, head.length, json.length);
            event[event.length - 2] = '\n';
            event[event.length - 1] = '\n';
            add(event);
        }
        drain();
    }

    /** A sign of life when there was none for a while: not for all watchers in the same second. */
    @Override
    public synchronized void pass(@Nullable Cursor cursor) {
        if (!over && System.nanoTime() - beatAt >= 0) {
            add((": alive\n" + (cursor == null ? "" : "id: " + cursor + "\n") + "\n").getBytes(UTF_8));
            drain();
        }
    }

    @Override
    public synchronized void end() {
        ending = true;
        drain();
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public synchronized void onWritePossible() {
        writable = true;
        drain();
    }

    private void add(byte[] event) {
        pending.add(event);
        pendingBytes += event.length;
        if (pendingBytes > MOST_PENDING) {
            close();
        }
    }

    private void drain() {
        if (over || !writable) {
            return;
        }
        try {
            while (out.isReady()) {
                byte[] next = pending.poll();
                if (next != null) {
                    pendingBytes -= next.length;
                    out.write(next);
                    flushed = false;
                } else if (!flushed) {
                    out.flush();
                    flushed = true;
                    quiet();
                } else {
                    if (ending) {
                        close();
                    }
                    return;
                }
            }
        } catch (IOException | IllegalStateException gone) {
            close();
        }
    }

    /** Once it is over, the container gives the response to somebody else: it must not be touched again. */
    private void close() {
        if (!over) {
            over = true;
            pending.clear();
            try {
                async.complete();
            } catch (IllegalStateException ended) {
                // The container was quicker.
            }
        }
    }

    private void quiet() {
        beatAt = System.nanoTime()
                + TimeUnit.SECONDS.toNanos(ThreadLocalRandom.current().nextLong(SHORTEST_SILENCE, LONGEST_SILENCE));
    }

    @Override
    public synchronized void onError(Throwable gone) {
        close();
    }

    @Override
    public synchronized void onError(AsyncEvent event) {
        close();
    }

    @Override
    public synchronized void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        over = true;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It is started once.
    }
}
