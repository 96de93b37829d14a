package io.slipway.config.secret;

/**
 * Where a secret belongs. A ciphertext opens at the address it was made for and nowhere else.
 *
 * @param application the application's name
 * @param environment the environment's name
 * @param key the path of the key in the effective configuration, such as {@code database.password}
 */
public record SecretAddress(String application, String environment, String key) {
    private static final String PURPOSE = "slipway-config/value/1";

    public SecretAddress {
        Scope.requireName("application", application);
        Scope.requireName("environment", environment);
        Scope.requireName("key", key);
    }

    /** The application and environment, whose data keys serve this address. */
    public Scope scope() {
        return new Scope(application, environment);
    }

    /** What is authenticated beside the value: no two addresses give the same bytes. */
    byte[] associatedData() {
        return AssociatedData.of(PURPOSE, application, environment, key);
    }

    @Override
    public String toString() {
        return key + " of " + scope();
    }
}
