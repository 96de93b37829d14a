package io.slipway.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A closed loop: each connection asks again as soon as it has its answer. One thread serves all of them and understands no
 * more of HTTP than where an answer ends, so that it takes as little as possible from the server beside it.
 */
final class HttpLoad {
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(ISO_8859_1);

    private final int port;
    private final byte[] request;

    HttpLoad(int port, String path) {
        this.port = port;
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    /** @param bytes of one answer, with its head */
    record Result(double perSecond, Samples latencies, int bytes) {}

    private static final class Connection {
        private SocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_ANSWER);
        private long asked;
        private int end = -1;
        private boolean chunked;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    Result run(int connections, Duration time) throws IOException {
        Samples latencies = new Samples();
        List<Connection> all = new ArrayList<>();
        int bytes = 0;
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                Connection connection = new Connection(connect());
                connection.channel.register(selector, SelectionKey.OP_READ, connection);
                all.add(connection);
            }
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            for (Connection connection : all) {
                ask(connection);
            }
            while (System.nanoTime() < end) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    if (closed(connection)) {
                        connection.channel.close();
                        connection.channel = connect();
                        connection.channel.register(selector, SelectionKey.OP_READ, connection);
                        ask(connection);
                    } else if (answered(connection)) {
                        latencies.add(System.nanoTime() - connection.asked);
                        bytes = connection.buffer.position();
                        ask(connection);
                    }
                }
                selector.selectedKeys().clear();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Result(latencies.size() / seconds, latencies, bytes);
        } finally {
            for (Connection connection : all) {
                connection.channel.close();
            }
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel;
    }

    private void ask(Connection connection) throws IOException {
        connection.buffer.clear();
        connection.end = -1;
        connection.chunked = false;
        ByteBuffer bytes = ByteBuffer.wrap(request);
        connection.asked = System.nanoTime();
        while (bytes.hasRemaining()) {
            connection.channel.write(bytes);
        }
    }

    /** Reads what has come. A server may close a connection after some number of answers, and this does not count as one. */
    private static boolean closed(Connection connection) throws IOException {
        return connection.channel.read(connection.buffer) < 0;
    }

    private static boolean answered(Connection connection) {
        ByteBuffer buffer = connection.buffer;
        if (connection.end < 0 && !connection.chunked) {
            head(connection);
        }
        return connection.chunked
                ? endsWithLastChunk(buffer)
                : connection.end > 0 && buffer.position() >= connection.end;
    }

    private static void head(Connection connection) {
        byte[] read = new byte[Math.min(connection.buffer.position(), 2048)];
        connection.buffer.duplicate().flip().get(read);
        String text = new String(read, ISO_8859_1);
        int body = text.indexOf("\r\n\r\n");
        if (body < 0) {
            return;
        }
        if (!text.startsWith("HTTP/1.1 200")) {
            throw new IllegalStateException(
                    "answered with " + text.lines().findFirst().orElse(""));
        }
        String head = text.substring(0, body).toLowerCase(Locale.ROOT);
        int length = head.indexOf("content-length:");
        if (length < 0) {
            connection.chunked = true;
        } else {
            int lineEnd = head.indexOf("\r\n", length);
            String number = head.substring(length + "content-length:".length(), lineEnd < 0 ? head.length() : lineEnd);
            connection.end = body + 4 + Integer.parseInt(number.strip());
        }
    }

    private static boolean endsWithLastChunk(ByteBuffer buffer) {
        int from = buffer.position() - LAST_CHUNK.length;
        for (int i = 0; from >= 0 && i < LAST_CHUNK.length; i++) {
            if (buffer.get(from + i) != LAST_CHUNK[i]) {
                return false;
            }
        }
        return from >= 0;
    }
}
