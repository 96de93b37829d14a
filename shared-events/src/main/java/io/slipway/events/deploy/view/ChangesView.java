package io.slipway.events.deploy.view;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What would be different in an environment if something else were deployed there.
 *
 * @param serving the deployment that serves it now; null before the first success
 * @param servingVersion its version
 * @param coming the release that would come; null where it is still to be built
 * @param services those that would change, by name; empty where nothing would
 * @param configuration which revisions of the configuration; null where the application has none
 * @param commits from what was built to what was built; null where neither is known, or both are the same
 */
public record ChangesView(
        String application,
        String environment,
        @Nullable String serving,
        @Nullable String servingVersion,
        @Nullable String coming,
        String comingVersion,
        List<ServiceChange> services,
        @Nullable CommitRange commits,
        @Nullable ConfigRevisions configuration) {
    public ChangesView {
        services = List.copyOf(services);
    }

    /**
     * @param from digest of the artifact that runs now; null where none does
     * @param to digest of the one that would; null where there would be none, or it is still to be built
     * @param config how it is run, key by key; null where it is not known
     */
    public record ServiceChange(
            String service,
            Kind kind,
            @Nullable String from,
            @Nullable String to,
            @Nullable List<ConfigChange> config) {
        public ServiceChange {
            config = config == null ? null : List.copyOf(config);
        }
    }

    /** What becomes of a service. */
    public enum Kind {
        ADDED,
        REMOVED,
        /** Another artifact. */
        REPLACED,
        /** Built when it is deployed, so that nobody can tell yet. */
        BUILT_ANEW,
        /** The same artifact, run in another way. */
        RUN_DIFFERENTLY
    }

    /**
     * @param key {@code command}, {@code env.<NAME>}, {@code health.path}, {@code health.interval},
     *     {@code health.timeout} or {@code stopTimeout}
     * @param from null where it is not there now
     * @param to null where it would not be there any more
     */
    public record ConfigChange(
            String key, @Nullable String from, @Nullable String to) {}

    /**
     * The configuration beside the artifacts. It is promoted by rollouts of the config-service, and not by deployments:
     * what comes is pinned to what is live here.
     *
     * @param serving which what serves now was pinned to; null where it is not known
     * @param coming which what comes would be pinned to; null where none is live here
     * @param tested which the release that comes was pinned to where it comes from; null where it comes from nowhere
     */
    public record ConfigRevisions(
            @Nullable String serving,
            @Nullable String coming,
            @Nullable String tested) {}

    /** {@code git log from..to}; either is null where it is not known. */
    public record CommitRange(
            @Nullable String from, @Nullable String to) {}
}
