package io.slipway.deploy.domain.project;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.cdevents.CDEventContent;
import io.slipway.events.cdevents.IntegrationContent;
import io.slipway.events.cdevents.Outcome;
import io.slipway.events.cdevents.PipelineContent;
import io.slipway.events.cdevents.Reference;
import io.slipway.events.cdevents.SlipwayContent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.StepEvent;

/** A deployment as a run of its pipeline, with approvals and what was built on the way. Its steps are {@link StepFacts}. */
final class RunFacts {
    private RunFacts() {}

    static List<CDEventFact> of(Deployment deployment, DeploymentEvent event) {
        return switch (event) {
            case DeploymentEvent.Requested requested -> requested(deployment, requested);
            case DeploymentTransition move -> moved(deployment, move);
            case DeploymentEvent.ApprovalGiven given ->
                List.of(about(
                        deployment,
                        new SlipwayContent.ApprovalGiven(
                                environment(deployment), run(deployment), given.approver(), given.comment())));
            case DeploymentEvent.ArtifactBuilt built ->
                List.of(new CDEventFact(
                        built.artifact().purl(), new IntegrationContent.ArtifactPackaged(change(deployment), null)));
            case StepEvent step -> StepFacts.of(deployment, step);
            case DeploymentEvent.GateEvaluated ignored -> List.of();
            case DeploymentEvent.TrafficShifted ignored -> List.of();
            case DeploymentEvent.Paused ignored -> List.of();
            case DeploymentEvent.Resumed ignored -> List.of();
            case DeploymentEvent.GlassBroken ignored -> List.of();
            case DeploymentEvent.ConfigPinned ignored -> List.of();
            case DeploymentEvent.ConfigKept ignored -> List.of();
            case DeploymentEvent.StatusReported ignored -> List.of();
        };
    }

    private static List<CDEventFact> requested(Deployment deployment, DeploymentEvent.Requested event) {
        return List.of(
                about(deployment, new PipelineContent.PipelineRunQueued(event.application(), uri(deployment))),
                about(
                        deployment,
                        new SlipwayContent.DeploymentQueued(
                                environment(deployment), event.version(), event.requestedBy(), event.reason())));
    }

    private static List<CDEventFact> moved(Deployment deployment, DeploymentTransition move) {
        if (move.to().terminal()) {
            return finished(deployment, move);
        }
        if (waits(move.from()) && !waits(move.to())) {
            return started(deployment, move);
        }
        return move instanceof DeploymentTransition.ApprovalRequested
                ? List.of(approvalRequested(deployment))
                : List.of();
    }

    private static List<CDEventFact> started(Deployment deployment, DeploymentTransition move) {
        CDEventFact run =
                about(deployment, new PipelineContent.PipelineRunStarted(move.application(), uri(deployment)));
        CDEventFact subject =
                about(deployment, new SlipwayContent.DeploymentStarted(environment(deployment), move.version()));
        return move instanceof DeploymentTransition.ApprovalRequested
                ? List.of(run, subject, approvalRequested(deployment))
                : List.of(run, subject);
    }

    private static List<CDEventFact> finished(Deployment deployment, DeploymentTransition move) {
        Outcome outcome = outcome(move.to());
        String errors = outcome == Outcome.SUCCESS ? null : move.reason();
        CDEventFact run = about(
                deployment,
                new PipelineContent.PipelineRunFinished(move.application(), uri(deployment), outcome, errors));
        CDEventFact subject = about(
                deployment,
                new SlipwayContent.DeploymentFinished(
                        environment(deployment),
                        move.version(),
                        outcome,
                        move.to().name(),
                        move.reason()));
        return move.from() == DeploymentState.AWAITING_APPROVAL && move.to() == DeploymentState.REJECTED
                ? List.of(
                        about(
                                deployment,
                                new SlipwayContent.ApprovalRefused(
                                        environment(deployment), run(deployment), move.reason())),
                        run,
                        subject)
                : List.of(run, subject);
    }

    private static CDEventFact approvalRequested(Deployment deployment) {
        var expiresAt = deployment.current().map(Step::deadline).orElse(null);
        return about(
                deployment, new SlipwayContent.ApprovalRequested(environment(deployment), run(deployment), expiresAt));
    }

    private static boolean waits(@Nullable DeploymentState state) {
        return state == DeploymentState.REQUESTED || state == DeploymentState.QUEUED;
    }

    private static Outcome outcome(DeploymentState state) {
        return switch (state) {
            case SUCCEEDED -> Outcome.SUCCESS;
            case CANCELLED, SUPERSEDED -> Outcome.CANCEL;
            case FAILED -> Outcome.ERROR;
            default -> Outcome.FAILURE;
        };
    }

    /** The commit, or whatever else says what was built. */
    private static Reference change(Deployment deployment) {
        SourceRef source = deployment.request().source();
        return source == null || source.ref() == null
                ? Reference.to(deployment.version())
                : new Reference(source.ref(), source.repository());
    }

    static Reference run(Deployment deployment) {
        return Reference.to(deployment.id());
    }

    private static CDEventFact about(Deployment deployment, CDEventContent content) {
        return new CDEventFact(deployment.id(), content);
    }

    static Reference environment(Deployment deployment) {
        return Reference.to(EnvironmentFacts.id(deployment.request().application(), deployment.environment()));
    }

    /** Who reads it may know Slipway under any address: the name says which deployment it is, not where. */
    private static String uri(Deployment deployment) {
        return "urn:slipway:deployment:" + deployment.id();
    }
}
