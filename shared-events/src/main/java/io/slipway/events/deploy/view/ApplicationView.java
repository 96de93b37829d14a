package io.slipway.events.deploy.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Document;
import io.slipway.events.MessageType;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.BackupStanding;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.RunSpec;

/**
 * An application as it is now. Published under the key {@code application/<name>}.
 *
 * @param pipelineRevision from 1, one more with each change of the specification
 */
@MessageType(value = "io.slipway.deploy.application.view.v1", description = "An application as it is now.")
public record ApplicationView(
        String name,
        long revision,
        int pipelineRevision,
        String digest,
        ApplicationSpec spec,
        Instant appliedAt,
        String appliedBy,
        List<EnvironmentView> environments)
        implements Document {

    public static String key(String name) {
        return "application/" + name;
    }

    /**
     * @param release what serves now; null before the first success
     * @param running the deployment that holds the environment
     * @param queue deployments that wait, the next one first
     * @param releases earlier successes that can be gone back to, newest first
     * @param quarantined artifacts that were taken back and may not come again, newest first; never null once read
     * @param promotesAt when what serves now goes on to the next environment by itself; null where it does not
     * @param stopped who stopped the line, where somebody did
     * @param configRevision the revision of the configuration that is live here; null where there is none
     * @param backups what the policies that back it up achieve, by their names; never null once read
     */
    public record EnvironmentView(
            String name,
            @Nullable ReleaseView release,
            @Nullable String running,
            List<String> queue,
            List<ReleaseView> releases,
            @Nullable List<QuarantineView> quarantined,
            @Nullable Instant promotesAt,
            @Nullable StoppedLineView stopped,
            @Nullable String configRevision,
            @Nullable List<BackupStanding> backups) {
        public EnvironmentView {
            backups = backups == null ? List.of() : List.copyOf(backups);
            quarantined = quarantined == null ? List.of() : List.copyOf(quarantined);
        }
    }

    /**
     * A successful deployment and what ran then.
     *
     * @param commit it was built from; null where it is not known
     * @param runs by service: how it runs; only of what serves now, null of the others
     * @param configRevision the revision of the configuration it was pinned to
     */
    public record ReleaseView(
            String deploymentId,
            String version,
            Instant at,
            Map<String, Artifact> artifacts,
            @Nullable String commit,
            @Nullable Map<String, RunSpec> runs,
            @Nullable String configRevision) {}
}
