package io.slipway.deploy.domain.project;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.cdevents.CDEventContent;
import io.slipway.events.cdevents.IntegrationContent;
import io.slipway.events.cdevents.Outcome;
import io.slipway.events.cdevents.PipelineContent;
import io.slipway.events.cdevents.TestContent;
import io.slipway.events.cdevents.TestSuite;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.StepEvent;

/** A step as a task run, and as a build or a run of tests where it is one. Attempts that are made again say nothing. */
final class StepFacts {
    private StepFacts() {}

    static List<CDEventFact> of(Deployment deployment, StepEvent event) {
        Step step = deployment.step(event.step()).orElse(null);
        if (step == null) {
            return List.of();
        }
        return switch (event) {
            case StepEvent.Started started when started.attempt() == 1 -> started(deployment, step);
            case StepEvent.Succeeded ignored -> finished(deployment, step, Outcome.SUCCESS, null);
            case StepEvent.Failed failed
            when failed.retryAt() == null -> finished(deployment, step, Outcome.FAILURE, failed.reason());
            case StepEvent.Started ignored -> List.of();
            case StepEvent.Claimed ignored -> List.of();
            case StepEvent.LeaseRenewed ignored -> List.of();
            case StepEvent.LeaseLost ignored -> List.of();
            case StepEvent.Progressed ignored -> List.of();
            case StepEvent.Failed ignored -> List.of();
            case StepEvent.Accepted ignored -> List.of();
            case StepEvent.Skipped ignored -> List.of();
        };
    }

    private static List<CDEventFact> started(Deployment deployment, Step step) {
        List<CDEventFact> facts = new ArrayList<>();
        facts.add(about(
                deployment,
                step,
                new PipelineContent.TaskRunStarted(step.plan().title(), null, RunFacts.run(deployment))));
        switch (step.plan().action()) {
            case StepAction.Build ignored -> facts.add(about(deployment, step, new IntegrationContent.BuildStarted()));
            case StepAction.Verify ignored ->
                facts.add(about(
                        deployment,
                        step,
                        new TestContent.TestSuiteRunStarted(null, RunFacts.environment(deployment), suite(step))));
            default -> {}
        }
        return facts;
    }

    private static List<CDEventFact> finished(
            Deployment deployment, Step step, Outcome outcome, @Nullable String reason) {
        List<CDEventFact> facts = new ArrayList<>();
        switch (step.plan().action()) {
            case StepAction.Build(String service) -> {
                Artifact artifact = deployment.artifacts().get(service);
                String id = outcome == Outcome.SUCCESS && artifact != null ? artifact.purl() : null;
                facts.add(about(deployment, step, new IntegrationContent.BuildFinished(id)));
            }
            case StepAction.Verify ignored ->
                facts.add(about(
                        deployment,
                        step,
                        new TestContent.TestSuiteRunFinished(
                                RunFacts.environment(deployment), suite(step), outcome, null, reason)));
            default -> {}
        }
        facts.add(about(
                deployment,
                step,
                new PipelineContent.TaskRunFinished(
                        step.plan().title(),
                        null,
                        RunFacts.run(deployment),
                        outcome == Outcome.SUCCESS ? "success" : "failure",
                        reason)));
        return facts;
    }

    private static TestSuite suite(Step step) {
        return new TestSuite(step.id(), null, step.plan().title(), null);
    }

    private static CDEventFact about(Deployment deployment, Step step, CDEventContent content) {
        return new CDEventFact(deployment.id() + "/" + step.id(), content);
    }
}
