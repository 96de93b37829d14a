package io.slipway.cli.config.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.slipway.config.layer.Sensitive;

/**
 * A value that is not what it should be. Secrets are masked.
 *
 * @param desired null when there should be none
 * @param actual null when there is none
 */
public record Difference(
        String key, @Nullable String desired, @Nullable String actual) {
    /**
     * What differs, by key.
     *
     * @param extra whether what should not be there counts
     */
    static List<Difference> between(Desired.Named desired, Map<String, String> actual, boolean opened, boolean extra) {
        Set<String> keys = new TreeSet<>(desired.values().keySet());
        if (extra) {
            keys.addAll(actual.keySet());
        }
        List<Difference> differences = new ArrayList<>();
        for (String key : keys) {
            @Nullable String should = desired.values().get(key);
            @Nullable String is = actual.get(key);
            boolean secret = desired.secrets().contains(key);
            boolean differs = secret && !opened ? is == null : !Objects.equals(should, is);
            if (differs) {
                differences.add(new Difference(key, shown(should, secret), shown(is, secret)));
            }
        }
        return differences;
    }

    private static @Nullable String shown(@Nullable String value, boolean secret) {
        return secret && value != null ? Sensitive.MASK : value;
    }
}
