package io.slipway.configclient;

import java.util.SortedSet;
import java.util.TreeSet;

/** The configuration is another one now. */
public record ConfigChange(Config before, Config after) {

    /** The keys that were added, removed or changed. */
    public SortedSet<String> keys() {
        SortedSet<String> keys = new TreeSet<>(before.values().keySet());
        keys.addAll(after.values().keySet());
        keys.removeIf(key -> {
            var was = before.values().get(key);
            return was != null && was.equals(after.values().get(key));
        });
        return keys;
    }
}
