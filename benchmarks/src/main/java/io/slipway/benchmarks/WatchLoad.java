package io.slipway.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Watchers of one environment, all served by one thread, that notes when each of them hears of a change. */
final class WatchLoad implements AutoCloseable {
    private static final byte[] SNAPSHOT = "event: snapshot".getBytes(ISO_8859_1);
    private static final byte[] CHANGE = "event: change".getBytes(ISO_8859_1);
    private static final int AT_ONCE = 200;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final class Watcher {
        private boolean connected;
    }

    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final AtomicInteger connected = new AtomicInteger();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::read);
    private volatile Samples heard = new Samples();
    private volatile long since;
    private volatile boolean closed;

    /** Connects all of them; returns when each has its first event. */
    WatchLoad(int port, String path, int count) throws IOException, InterruptedException {
        thread.start();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(("GET " + path + "?instance=i-" + i
                            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n")
                    .getBytes(ISO_8859_1)));
            channel.configureBlocking(false);
            channels.add(channel);
            synchronized (this) {
                selector.wakeup();
                channel.register(selector, SelectionKey.OP_READ, new Watcher());
            }
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (connected.get() < i - AT_ONCE || (i == count - 1 && connected.get() < count)) {
                Thread.sleep(1);
                require(System.nanoTime() < end, connected.get() + " of " + count + " watchers were connected");
            }
        }
    }

    /** From now on what is heard belongs to the next change. */
    void begin() {
        heard = new Samples();
        since = System.nanoTime();
    }

    /** How long after {@link #begin} each watcher heard of the change. */
    Samples await() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (heard.size() < channels.size()) {
            Thread.sleep(1);
            require(System.nanoTime() < end, heard.size() + " of " + channels.size() + " watchers heard of the change");
        }
        return heard;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new IllegalStateException("only " + otherwise);
        }
    }

    private void read() {
        try {
            while (!closed) {
                selector.select(100);
                // Whoever registers another one has the lock for as long as that takes.
                synchronized (this) {
                    for (SelectionKey key : selector.selectedKeys()) {
                        read((SocketChannel) key.channel(), (Watcher) key.attachment());
                    }
                    selector.selectedKeys().clear();
                }
            }
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** An event is written in one go, and arrives so. */
    private void read(SocketChannel channel, Watcher watcher) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new EOFException("a watcher was disconnected");
        }
        long now = System.nanoTime();
        buffer.flip();
        if (contains(CHANGE)) {
            heard.add(now - since);
        } else if (!watcher.connected && contains(SNAPSHOT)) {
            watcher.connected = true;
            connected.incrementAndGet();
        }
    }

    private boolean contains(byte[] wanted) {
        for (int from = 0; from + wanted.length <= buffer.limit(); from++) {
            int i = 0;
            while (i < wanted.length && buffer.get(from + i) == wanted[i]) {
                i++;
            }
            if (i == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
