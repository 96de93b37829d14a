package io.slipway.kafka.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/**
 * A real single-node Kafka broker in this JVM. Its data survives a restart, also after the process was killed. It
 * listens on loopback only.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker; returns when it accepts clients.
     *
     * @param folder where it keeps its data; formatted when it is new
     * @param port where clients reach it
     * @param controllerPort where its own controller listens
     * @throws PortTakenException when something else listens on one of the ports
     */
    public static EmbeddedKafka start(Path folder, int port, int controllerPort) {
        requireFree(port);
        requireFree(controllerPort);
        BrokerSettings settings = new BrokerSettings(folder, port, controllerPort);
        try {
            Files.createDirectories(folder);
            format(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the broker's folder " + folder, e);
        }
        KafkaConfig config = KafkaConfig.fromProps(settings.properties(), false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, port);
    }

    /** Starts a broker on two free ports, for tests. */
    public static EmbeddedKafka startOnFreePorts(Path folder) {
        return start(folder, freePort(), freePort());
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops the broker in good order. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) throws IOException {
        if (Files.exists(folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        Formatter formatter = new Formatter();
        formatter
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .addDirectory(folder.toString());
        try {
            formatter.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot format the broker's folder " + folder, e);
        }
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw new PortTakenException(port, e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
