package io.slipway.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Where the demo's service is reached, in each of its environments. */
record DemoPorts(int staging, int production, int training) {
    private static final DemoPorts OF_THE_EXAMPLE = new DemoPorts(18080, 18090, 18095);

    static DemoPorts parse(String text) {
        if (!text.matches("\\d{1,5},\\d{1,5}")) {
            throw new IllegalArgumentException("--service-ports is " + text + ", expected two ports, like 18080,18090");
        }
        String[] ports = text.split(",");
        return new DemoPorts(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]), trainingPort());
    }

    /** Nobody has to find it: the example's, or where that is taken, any that is free. */
    private static int trainingPort() {
        return isFree(OF_THE_EXAMPLE.training) ? OF_THE_EXAMPLE.training : anyFree();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int anyFree() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void requireFree() {
        for (int port : new int[] {staging, production}) {
            if (!isFree(port)) {
                throw new IllegalArgumentException("port " + port
                        + " is taken by another program; choose others with --service-ports STAGING,PRODUCTION");
            }
        }
    }

    /** The example's pipeline with these ports in it. */
    byte[] in(String pipeline) {
        return pipeline.replace("{web: " + OF_THE_EXAMPLE.staging + "}", "{web: " + staging + "}")
                .replace("{web: " + OF_THE_EXAMPLE.production + "}", "{web: " + production + "}")
                .replace("{web: " + OF_THE_EXAMPLE.training + "}", "{web: " + training + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    URI productionUri() {
        return URI.create("http://127.0.0.1:" + production + "/");
    }
}
