package io.slipway.deploy.domain;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.deploy.domain.decide.PlanPreview;
import io.slipway.deploy.domain.state.Quarantine;
import io.slipway.events.Refusal;
import io.slipway.events.alert.Alert;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.QuarantineEvent;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Promotion;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.events.deploy.view.QuarantineView;
import io.slipway.kit.aggregate.Directory;

import static io.slipway.deploy.domain.Pipelines.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** A rollback that sticks: what was taken back does not come again until a person says so. */
class QuarantineTest {
    private final Drill drill = new Drill(Pipelines.application(
            Pipelines.environment("staging").build(),
            Pipelines.environment("live").build()));

    @Test
    void whatWentBackByItselfIsNotTakenAgain() {
        drill.deliver("live", "good");
        String bad = goesBack("live", "bad");

        assertThat(quarantined("live"))
                .extracting(Quarantine::deploymentId, Quarantine::version, Quarantine::by)
                .containsExactly(tuple(bad, "bad", "slipway"));
        String again = drill.deliver("live", "bad");
        assertThat(drill.view(again).state()).isEqualTo(DeploymentState.REJECTED);
        assertThat(drill.view(again).message()).contains("in quarantine in live", bad, "slipway quarantine release");
        assertThat(drill.converging(again)).isEmpty();
    }

    @Test
    void whatSomebodyRolledBackIsNotTakenAgain() {
        drill.deliver("live", "good");
        String bad = drill.deliver("live", "bad");
        drill.send(new DeployCommand.RollBack(SHOP, "live", null, "too slow"));
        drill.calmDown();

        assertThat(quarantined("live"))
                .extracting(Quarantine::deploymentId, Quarantine::by, Quarantine::because)
                .containsExactly(tuple(bad, "ann", "taken back by shop-live-3: too slow"));
        assertThat(drill.view(drill.deliver("live", "bad")).state()).isEqualTo(DeploymentState.REJECTED);
    }

    @Test
    void anotherBuildIsTakenAndSoIsTheSameInAnotherEnvironment() {
        drill.deliver("live", "good");
        goesBack("live", "bad");

        assertThat(drill.view(drill.deliver("staging", "bad")).state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(drill.view(drill.deliver("live", "fixed")).state()).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void whatServesIsNotQuarantinedBecauseADeploymentOfTheSameFailed() {
        drill.deliver("live", "good");
        goesBack("live", "good");

        assertThat(quarantined("live")).isEmpty();
    }

    @Test
    void onlyServicesThatHadBegunToStartAreQuarantined() {
        Drill two = new Drill(new ApplicationSpec(
                SHOP,
                List.of(Pipelines.service("web", "api"), Pipelines.service("api")),
                List.of(Pipelines.environment("live").build()),
                List.of()));
        two.deliver("live", "good");
        String bad = two.start("live", "bad");
        two.workUntil(bad, "start-api");
        two.fail(bad);
        two.calmDown();

        assertThat(two.view(bad).state()).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(two.lane("live").quarantined())
                .extracting(Quarantine::service)
                .containsExactly("api");
    }

    @Test
    void whatWasCancelledIsNotBad() {
        drill.deliver("live", "good");
        String id = drill.start("live", "other");
        drill.workUntil(id, "start-web");
        drill.send(new DeployCommand.Cancel(SHOP, id, null));
        drill.calmDown();

        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.CANCELLED);
        assertThat(quarantined("live")).isEmpty();
    }

    @Test
    void aPersonReleasesItWithAReason() {
        drill.deliver("live", "good");
        goesBack("live", "bad");
        String digest = quarantined("live").getFirst().digest();

        assertThat(drill.storm.send(new DeployCommand.ReleaseQuarantine(SHOP, "live", digest, " "), "bob"))
                .isFalse();
        drill.send(new DeployCommand.ReleaseQuarantine(SHOP, "live", digest, "the database was down"));

        assertThat(quarantined("live")).isEmpty();
        assertThat(events(QuarantineEvent.ArtifactReleased.class))
                .containsExactly(new QuarantineEvent.ArtifactReleased(
                        SHOP, "live", "web", digest, "the database was down", "ann"));
        assertThat(drill.view(drill.deliver("live", "bad")).state()).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void whatIsNotThereCannotBeReleased() {
        Shipyard yard =
                new Shipyard(Pipelines.application(Pipelines.environment("live").build()));
        yard.scenario
                .when(new DeployCommand.ReleaseQuarantine(SHOP, "live", "sha256:aa", "because"))
                .thenRefused(Refusal.Code.NOT_FOUND, "sha256:aa is not in quarantine in live");
        yard.scenario
                .when(new DeployCommand.ReleaseQuarantine(SHOP, "moon", "sha256:aa", "because"))
                .thenRefused(Refusal.Code.NOT_FOUND, "no environment moon");
    }

    @Test
    void aPromotionByHandOfItIsRefusedAndAPlanSaysSo() {
        drill.deliver("staging", "bad");
        drill.deliver("live", "good");
        goesBack("live", "bad");
        var promote = new DeployCommand.Start(SHOP, "live", "bad", null, Map.of(), null);

        assertThat(drill.storm.send(promote, "ann")).isFalse();
        assertThat(PlanPreview.of(drill.application(), promote, drill.storm.now(), "ann", Directory.NONE))
                .isInstanceOfSatisfying(PlanPreview.Refused.class, refused -> {
                    assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.CONFLICT);
                    assertThat(refused.refusal().detail()).contains("quarantine");
                });
    }

    @Test
    void anImageInQuarantineIsRefusedBeforeItIsTakenOver() {
        ServiceSpec web = Pipelines.service("web");
        Drill images = new Drill(new ApplicationSpec(
                SHOP,
                List.of(new ServiceSpec("web", new BuildSpec.Prebuilt(), web.run(), List.of())),
                List.of(Pipelines.environment("live").build()),
                List.of()));
        images.send(image("good", "sha256:1"));
        images.calmDown();
        images.send(image("bad", "sha256:2"));
        images.calmDown();
        images.send(new DeployCommand.RollBack(SHOP, "live", null, null));
        images.calmDown();
        String digest = images.lane("live").quarantined().getFirst().digest();

        assertThat(images.storm.send(image("renamed", digest), "ann")).isFalse();
        assertThat(images.storm.send(image("renamed", "sha256:3"), "ann")).isTrue();
    }

    private static DeployCommand image(String version, String digest) {
        return new DeployCommand.Start(SHOP, "live", version, null, Map.of("web", "r.example/web@" + digest), null);
    }

    @Test
    void aPromotionOfItByItselfIsSeenAsRejected() {
        Drill chain = new Drill(Pipelines.application(
                Pipelines.environment("staging").promotion(Promotion.AUTO).build(),
                Pipelines.environment("live").build()));
        chain.deliver("staging", "good");
        String bad = chain.deliver("staging", "bad");
        assertThat(chain.view(bad).promotedTo()).isEqualTo("shop-live-2");
        chain.send(new DeployCommand.RollBack(SHOP, "live", null, null));
        chain.calmDown();
        chain.deliver("staging", "bad");

        assertThat(chain.view("shop-live-4").state()).isEqualTo(DeploymentState.REJECTED);
        assertThat(chain.view("shop-live-4").message()).contains("quarantine");
    }

    @Test
    void whatWaitsIsRejectedWhenItsTurnComesAndItWasTakenBackMeanwhile() {
        drill.deliver("staging", "bad");
        drill.deliver("live", "good");
        String first = drill.start("live", "bad");
        drill.send(new DeployCommand.Start(SHOP, "live", "bad", null, Map.of(), null));
        String second = SHOP + "-live-" + drill.lane("live").lastNumber();
        drill.workUntil(first, "start-web");
        drill.fail(first);
        drill.calmDown();

        assertThat(drill.view(first).state()).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(drill.view(second).state()).isEqualTo(DeploymentState.REJECTED);
        assertThat(drill.converging(second)).isEmpty();
    }

    @Test
    void goingBackByItselfPassesOverWhatIsInQuarantine() {
        drill.deliver("live", "one");
        drill.deliver("live", "two");
        drill.send(new DeployCommand.RollBack(SHOP, "live", null, null));
        drill.calmDown();
        drill.deliver("live", "three");
        drill.send(new DeployCommand.RollBack(SHOP, "live", null, null));
        drill.calmDown();

        assertThat(drill.lane("live").current().orElseThrow().version()).isEqualTo("one");
    }

    @Test
    void goingBackToWhatIsInQuarantineTakesForceAndAReasonAndReleasesIt() {
        drill.deliver("live", "one");
        String two = drill.deliver("live", "two");
        drill.send(new DeployCommand.RollBack(SHOP, "live", null, null));
        drill.calmDown();

        assertThat(drill.storm.send(new DeployCommand.RollBack(SHOP, "live", two, "again"), "ann"))
                .isFalse();
        assertThat(drill.storm.send(new DeployCommand.RollBack(SHOP, "live", two, null, true, null), "ann"))
                .isFalse();
        drill.send(new DeployCommand.RollBack(SHOP, "live", two, "two was not the reason", true, null));
        drill.calmDown();

        assertThat(drill.lane("live").current().orElseThrow().version()).isEqualTo("two");
        assertThat(events(QuarantineEvent.ArtifactReleased.class))
                .extracting(QuarantineEvent.ArtifactReleased::reason)
                .containsExactly("two was not the reason");
        assertThat(quarantined("live")).as("one was taken back by it").hasSize(1);
    }

    @Test
    void thoseWhoWereNotThereAreTold() {
        drill.deliver("live", "good");
        String bad = goesBack("live", "bad");
        String digest = quarantined("live").getFirst().digest();
        drill.send(new DeployCommand.ReleaseQuarantine(SHOP, "live", digest, "the database was down"));

        assertThat(drill.storm.alerts)
                .extracting(Alert::kind, Alert::severity, Alert::by)
                .containsExactly(
                        tuple("artifact.quarantined", Alert.Severity.WARNING, "slipway"),
                        tuple("artifact.released", Alert.Severity.INFO, "ann"));
        assertThat(drill.storm.alerts.getFirst().title()).contains(bad, "live");
        assertThat(drill.storm.alerts.getLast().detail()).isEqualTo("the database was down");
    }

    @Test
    void theApplicationsDocumentShowsIt() {
        drill.deliver("live", "good");
        String bad = goesBack("live", "bad");

        var live = drill.application().environments().getLast();
        assertThat(live.quarantined())
                .extracting(QuarantineView::service, QuarantineView::deploymentId)
                .containsExactly(tuple("web", bad));
    }

    @Test
    void theOldestGoesWhenThereAreTooManyAndSaysSo() {
        drill.deliver("live", "good");
        for (int i = 0; i <= 100; i++) {
            goesBack("live", "bad-" + i);
        }

        assertThat(quarantined("live")).hasSize(100);
        assertThat(quarantined("live").getFirst().version()).isEqualTo("bad-1");
        assertThat(events(QuarantineEvent.ArtifactReleased.class))
                .extracting(QuarantineEvent.ArtifactReleased::by)
                .containsExactly("slipway");
    }

    private String goesBack(String environment, String version) {
        String id = drill.start(environment, version);
        drill.workUntil(id, "start-web");
        drill.fail(id);
        drill.calmDown();
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.ROLLED_BACK);
        return id;
    }

    private List<Quarantine> quarantined(String environment) {
        return drill.lane(environment).quarantined();
    }

    private <E extends DeployEvent> List<E> events(Class<E> type) {
        return drill.storm.history().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
