package io.slipway.kafka.embedded;

/** Something else listens where the broker wants to. */
public final class PortTakenException extends RuntimeException {
    private final int port;

    PortTakenException(int port, Throwable cause) {
        super("port " + port + " on 127.0.0.1 is taken", cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
