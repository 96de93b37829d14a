package io.slipway.deploy.domain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.view.ChangesView.ConfigChange;

/** How a service is run, compared key by key. */
final class RunSpecChanges {
    private RunSpecChanges() {}

    /** The keys whose values differ, in their order; all of them where there was nothing before. */
    static List<ConfigChange> between(@Nullable RunSpec before, @Nullable RunSpec after) {
        Map<String, String> old = keys(before);
        Map<String, String> now = keys(after);
        TreeSet<String> all = new TreeSet<>(old.keySet());
        all.addAll(now.keySet());
        List<ConfigChange> changes = new ArrayList<>();
        for (String key : all) {
            if (!Objects.equals(old.get(key), now.get(key))) {
                changes.add(new ConfigChange(key, old.get(key), now.get(key)));
            }
        }
        return changes;
    }

    private static Map<String, String> keys(@Nullable RunSpec run) {
        Map<String, String> keys = new TreeMap<>();
        if (run != null) {
            keys.put("command", String.join(" ", run.command()));
            keys.put("health.path", run.health().path());
            keys.put("health.interval", Titles.of(run.health().interval()));
            keys.put("health.timeout", Titles.of(run.health().timeout()));
            keys.put("stopTimeout", Titles.of(run.stopTimeout()));
            run.env().forEach((name, value) -> keys.put("env." + name, value));
        }
        return keys;
    }
}
