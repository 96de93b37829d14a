package io.slipway.deploy.domain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.Release;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.view.ChangesView;
import io.slipway.events.deploy.view.ChangesView.CommitRange;
import io.slipway.events.deploy.view.ChangesView.ConfigRevisions;
import io.slipway.events.deploy.view.ChangesView.Kind;
import io.slipway.events.deploy.view.ChangesView.ServiceChange;

/** What would be different in an environment: artifacts by their digests, how they are run key by key, and commits. */
public final class Changes {
    /**
     * What would come.
     *
     * @param deploymentId of the release; null where it is still to be built
     * @param artifacts by service, as far as they are known
     * @param runs by service: how each that would be there runs; null for one of which it is not known
     * @param commit it was built from
     * @param configRevision what it would be pinned to: what is live where it would come
     * @param tested what it was pinned to where it comes from
     */
    public record Coming(
            @Nullable String deploymentId,
            String version,
            Map<String, Artifact> artifacts,
            Map<String, Optional<RunSpec>> runs,
            @Nullable String commit,
            @Nullable String configRevision,
            @Nullable String tested) {
        /** Where there is no configuration beside the artifacts. */
        public Coming(
                @Nullable String deploymentId,
                String version,
                Map<String, Artifact> artifacts,
                Map<String, Optional<RunSpec>> runs,
                @Nullable String commit) {
            this(deploymentId, version, artifacts, runs, commit, null, null);
        }
    }

    private Changes() {}

    /** @param serving what serves now; null before the first success. One without any runs is of unknown ones. */
    public static ChangesView of(String application, String environment, @Nullable Release serving, Coming coming) {
        TreeSet<String> names = new TreeSet<>(coming.runs().keySet());
        if (serving != null) {
            names.addAll(serving.artifacts().keySet());
        }
        List<ServiceChange> services = new ArrayList<>();
        names.forEach(name -> change(name, serving, coming).ifPresent(services::add));
        return new ChangesView(
                application,
                environment,
                serving == null ? null : serving.deploymentId(),
                serving == null ? null : serving.version(),
                coming.deploymentId(),
                coming.version(),
                services,
                commits(serving, coming),
                configuration(serving, coming));
    }

    private static @Nullable ConfigRevisions configuration(@Nullable Release serving, Coming coming) {
        @Nullable String before = serving == null ? null : serving.configRevision();
        return before == null && coming.configRevision() == null && coming.tested() == null
                ? null
                : new ConfigRevisions(before, coming.configRevision(), coming.tested());
    }

    private static Optional<ServiceChange> change(String name, @Nullable Release serving, Coming coming) {
        Artifact before = serving == null ? null : serving.artifacts().get(name);
        Artifact after = coming.artifacts().get(name);
        if (!coming.runs().containsKey(name)) {
            return Optional.of(new ServiceChange(name, Kind.REMOVED, digest(before), null, List.of()));
        }
        RunSpec runs = coming.runs().get(name).orElse(null);
        if (before == null || serving == null) {
            return Optional.of(
                    new ServiceChange(name, Kind.ADDED, null, digest(after), RunSpecChanges.between(null, runs)));
        }
        RunSpec ran = serving.runs().get(name);
        var config = ran == null || runs == null ? null : RunSpecChanges.between(ran, runs);
        Kind kind = kind(before, after);
        return kind == Kind.RUN_DIFFERENTLY && config != null && config.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServiceChange(name, kind, digest(before), digest(after), config));
    }

    private static Kind kind(Artifact before, @Nullable Artifact after) {
        if (after == null) {
            return Kind.BUILT_ANEW;
        }
        return before.digest().equals(after.digest()) ? Kind.RUN_DIFFERENTLY : Kind.REPLACED;
    }

    private static @Nullable CommitRange commits(@Nullable Release serving, Coming coming) {
        String from = serving == null ? null : serving.commit();
        return Objects.equals(from, coming.commit()) ? null : new CommitRange(from, coming.commit());
    }

    private static @Nullable String digest(@Nullable Artifact artifact) {
        return artifact == null ? null : artifact.digest();
    }
}
