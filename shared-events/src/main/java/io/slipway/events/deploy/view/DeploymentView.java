package io.slipway.events.deploy.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Document;
import io.slipway.events.MessageType;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.SourceRef;

/**
 * A deployment as it is now. Published under the key {@code deployment/<id>}.
 *
 * @param paused whether no further step starts until somebody resumes
 * @param message the one sentence that says what is going on, or how it ended and why
 * @param queuePosition 1 for the next to start; 0 when it does not wait
 * @param weights percent of the traffic by deployment id, by service
 * @param hold what closes the environment, where that is why it waits
 * @param configRevision the revision of the configuration it runs with; null before it rolls out, and where there is none
 * @param approval who agreed and who is missing, where people have to agree
 * @param transitions the states it reached, in order; each at most once. Null for one from before they were kept
 * @param annotations what whoever asked wants to find again; nobody here acts on it
 */
@MessageType(value = "io.slipway.deploy.deployment.view.v1", description = "A deployment as it is now.")
public record DeploymentView(
        String id,
        long revision,
        String application,
        String environment,
        int number,
        String version,
        DeploymentState state,
        boolean paused,
        String message,
        int queuePosition,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        String correlationId,
        String chainId,
        int pipelineRevision,
        @Nullable String rollbackOf,
        @Nullable String rollbackTo,
        @Nullable String promotedFrom,
        @Nullable String promotedTo,
        @Nullable String supersededBy,
        @Nullable SourceRef source,
        Map<String, Artifact> artifacts,
        Map<String, Map<String, Integer>> weights,
        List<StepView> steps,
        @Nullable List<TransitionView> transitions,
        @Nullable Map<String, String> annotations,
        @Nullable ApprovalView approval,
        @Nullable HoldView hold,
        @Nullable String configRevision)
        implements Document {

    public static String key(String id) {
        return "deployment/" + id;
    }
}
