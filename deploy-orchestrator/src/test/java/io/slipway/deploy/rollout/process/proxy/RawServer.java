package io.slipway.deploy.rollout.process.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An instance that says on its sockets exactly what a test tells it to. */
final class RawServer implements AutoCloseable {
    /** Speaks on one connection; the connection is closed when it returns. */
    interface Script {
        void run(Wire wire) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Script script;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    RawServer(Script script) throws IOException {
        this.script = script;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers every request of every connection with 200 and a text. */
    static RawServer answering(String text) throws IOException {
        return new RawServer(wire -> {
            for (String head = wire.readHead(); head != null; head = wire.readHead()) {
                String body = head.startsWith("HEAD ") ? "" : text;
                wire.write("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + body);
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return sockets.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> speak(socket));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void speak(Socket socket) {
        try (socket) {
            script.run(new Wire(socket));
        } catch (IOException | InterruptedException e) {
            // The proxy hung up; a test that minds looks at what came back.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
