package io.slipway.configclient;

/** A key is not set, or to something else than the application expects. The message names no value. */
public final class ConfigKeyException extends RuntimeException {
    private final String key;

    ConfigKeyException(String key, String message) {
        super(message);
        this.key = key;
    }

    public String key() {
        return key;
    }
}
