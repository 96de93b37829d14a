package io.slipway.config.layer;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.KeyPath;

/** Which values must not be shown. */
@FunctionalInterface
public interface Sensitive {
    /** What stands in the place of a value that is not shown. */
    String MASK = "(secret)";

    boolean test(KeyPath key, ConfigNode value);

    /** Values that are marked as encrypted, {@code {cipher}...}, or as a reference to a secret, {@code secret:...}. */
    static Sensitive marked() {
        return (_, value) -> value instanceof ConfigScalar scalar
                && (scalar.text().startsWith("{cipher}") || scalar.text().startsWith("secret:"));
    }

    default Sensitive or(Sensitive other) {
        return (key, value) -> test(key, value) || other.test(key, value);
    }

    /** A value as it may be shown. */
    default String show(KeyPath key, ConfigNode value) {
        return test(key, value)
                ? MASK
                : value instanceof ConfigScalar scalar
                        ? scalar.text()
                        : value.json().toString();
    }
}
