package io.slipway.config.secret;

/**
 * What shares data keys.
 *
 * @param application the application's name
 * @param environment the environment's name
 */
public record Scope(String application, String environment) {
    public Scope {
        requireName("application", application);
        requireName("environment", environment);
    }

    static void requireName(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A secret needs the name of its " + what);
        }
    }

    @Override
    public String toString() {
        return application + " in " + environment;
    }
}
