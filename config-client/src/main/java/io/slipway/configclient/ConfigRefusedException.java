package io.slipway.configclient;

/** The config-service answers, and says no: the token, the application or the environment is none of its own. */
public final class ConfigRefusedException extends RuntimeException {
    private final int status;

    ConfigRefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
