package io.slipway.deploy.domain;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.events.cdevents.CDEvent;
import io.slipway.events.cdevents.DeploymentContent;
import io.slipway.events.cdevents.Outcome;
import io.slipway.events.cdevents.PipelineContent;
import io.slipway.events.cdevents.Reference;
import io.slipway.events.deploy.pipeline.StrategySpec;

import static org.assertj.core.api.Assertions.assertThat;

/** What others hear of a deployment in the words of CDEvents. That each is valid, {@link Storm} checks. */
class CDEventsTest {
    private final Drill drill = new Drill(Pipelines.application(
            Pipelines.environment("live").strategy(new StrategySpec.BlueGreen()).build()));

    @Test
    void aDeploymentIsARunOfItsPipelineFromTheRequestToTheEnd() {
        String id = drill.deliver("live", "1.0.0");

        assertThat(types(id))
                .containsExactly(
                        "pipelinerun.queued",
                        "slipway-deployment.queued",
                        "pipelinerun.started",
                        "slipway-deployment.started",
                        "pipelinerun.finished",
                        "slipway-deployment.finished");
        assertThat(events(id).getLast().context().chainId())
                .isNotNull()
                .isEqualTo(events(id).getFirst().context().chainId());
        assertThat(content(id, PipelineContent.PipelineRunFinished.class).outcome())
                .isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void eachStepIsATaskRunAndABuildIsABuildToo() {
        String id = drill.deliver("live", "1.0.0");

        List<CDEvent> builds = drill.storm.cdEvents.stream()
                .filter(event -> event.subject().id().startsWith(id + "/")
                        && event.subject().id().contains("build"))
                .toList();
        assertThat(builds)
                .extracting(CDEventsTest::type)
                .containsExactly("taskrun.started", "build.started", "build.finished", "taskrun.finished");
        assertThat(drill.storm.cdEvents).extracting(CDEventsTest::type).contains("artifact.packaged");
    }

    @Test
    void aServiceIsDeployedThenUpgradedThenRolledBack() {
        drill.deliver("live", "1.0.0");
        drill.deliver("live", "2.0.0");
        String third = drill.start("live", "3.0.0");
        drill.workUntil(third, "start-web");
        drill.fail(third);
        drill.calmDown();

        List<CDEvent> service = drill.storm.cdEvents.stream()
                .filter(event -> event.subject().id().equals(Pipelines.SHOP + "/web"))
                .toList();
        assertThat(service)
                .extracting(CDEventsTest::type)
                .containsExactly("service.deployed", "service.upgraded", "service.rolledback");
        assertThat(service.getLast().subject().content())
                .isInstanceOfSatisfying(
                        DeploymentContent.ServiceRolledBack.class,
                        back -> assertThat(back.environment()).isEqualTo(Reference.to(Pipelines.SHOP + "/live")));
        assertThat(content(third, PipelineContent.PipelineRunFinished.class).outcome())
                .isEqualTo(Outcome.FAILURE);
    }

    @Test
    void environmentsAreMadeChangedAndTakenAway() {
        drill.send(Pipelines.apply(Pipelines.application(
                Pipelines.environment("live")
                        .strategy(new StrategySpec.Recreate())
                        .build(),
                Pipelines.environment("test").build())));
        drill.send(Pipelines.apply(
                Pipelines.application(Pipelines.environment("test").build())));

        assertThat(drill.storm.cdEvents)
                .extracting(event -> type(event) + " " + event.subject().id())
                .containsExactly(
                        "environment.created shop/live",
                        "environment.modified shop/live",
                        "environment.created shop/test",
                        "environment.deleted shop/live");
    }

    private List<CDEvent> events(String subject) {
        return drill.storm.cdEvents.stream()
                .filter(event -> event.subject().id().equals(subject))
                .toList();
    }

    private List<String> types(String subject) {
        return events(subject).stream().map(CDEventsTest::type).toList();
    }

    private <T> T content(String subject, Class<T> type) {
        return events(subject).stream()
                .map(event -> event.subject().content())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Without the prefix and the version. */
    private static String type(CDEvent event) {
        return event.context()
                .type()
                .replaceFirst("^dev\\.cdeventsx?\\.", "")
                .replaceFirst("\\.\\d+\\.\\d+\\.\\d+$", "");
    }
}
