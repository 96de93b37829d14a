package io.slipway.events.deploy.task;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.Commit;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.pipeline.BuildSpec;

/**
 * Task type {@code build}: makes the artifact of one service, or takes over what CI has made.
 *
 * @param source what is built, for a {@code command} build
 * @param handedOver a file's address or an image reference with digest, for a {@code prebuilt} one
 * @param previousCommit what serves the environment now was built from; null where it is not known
 */
public record BuildTask(
        String application,
        String service,
        String version,
        BuildSpec build,
        @Nullable SourceRef source,
        @Nullable String handedOver,
        @Nullable String previousCommit) {
    public static final String TYPE = "build";

    /**
     * What the task gives back.
     *
     * @param commit hash of what was built, in full; null where the source is no git repository
     * @param commits those that came since {@code previousCommit}, newest first, at most {@link #MOST_COMMITS}; empty
     *     where it is not known, null where the source is no git repository
     * @param commitsComplete whether {@code commits} are all of them; null where there are none to tell of
     */
    public record Output(
            Artifact artifact,
            @Nullable String commit,
            @Nullable List<Commit> commits,
            @Nullable Boolean commitsComplete) {
        /** As many commits as a result tells of. */
        public static final int MOST_COMMITS = 50;

        public Output {
            commits = commits == null ? null : List.copyOf(commits);
        }

        /** Of what is no git repository. */
        public Output(Artifact artifact) {
            this(artifact, null, null, null);
        }
    }
}
