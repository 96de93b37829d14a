package io.slipway.events.config.view;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Document;
import io.slipway.events.MessageType;
import io.slipway.events.config.ConfigEvent.DriftDetected.Kind;

/** The instances of an application that run with something else than they should, by environment and name. */
@MessageType(
        value = "io.slipway.config.drift.view.v1",
        description = "The instances of an application that run with another configuration than they should.")
public record ConfigDriftView(String application, long revision, List<DriftingInstance> instances) implements Document {
    public ConfigDriftView {
        instances = List.copyOf(instances);
    }

    /** The record key. */
    public static String key(String application) {
        return "config-drift/" + application;
    }

    /**
     * @param desired the revision it should run with
     * @param running the one it says it runs with; null when it has none
     * @param since when it was found
     * @param alerted whether it has lasted longer than the grace time
     */
    public record DriftingInstance(
            String environment,
            String instance,
            @Nullable String service,
            @Nullable String group,
            String desired,
            @Nullable String running,
            Kind kind,
            Instant since,
            boolean alerted) {}
}
