package io.slipway.deploy.rollout.process.proxy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A proxy in this JVM, and instances that answer byte for byte as a test wants. */
@Timeout(60)
abstract class ProxyHarness {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path folder;

    RunningProxy proxy;
    private final List<RawServer> servers = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        proxy = new RunningProxy(folder);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawServer server : servers) {
            server.close();
        }
        proxy.close();
    }

    /** The only instance there is. */
    void one(RawServer.Script script) throws Exception {
        proxy.release("r", 100, null, track(new RawServer(script)).port());
    }

    RawServer track(RawServer server) {
        servers.add(server);
        return server;
    }

    static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
