package io.slipway.deploy.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.slipway.deploy.domain.plan.Changes;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.view.ChangesView;
import io.slipway.events.deploy.view.ChangesView.CommitRange;
import io.slipway.events.deploy.view.ChangesView.ConfigChange;
import io.slipway.events.deploy.view.ChangesView.Kind;
import io.slipway.events.deploy.view.ChangesView.ServiceChange;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody is told before they let something come to an environment. */
class ChangesTest {
    private static final String OLD = "a".repeat(40);
    private static final String NEW = "b".repeat(40);

    @Test
    void theSameArtifactRunTheSameWayIsNoChange() {
        ChangesView changes =
                changes(serving("1", run(Map.of("A", "1")), OLD), coming("1", run(Map.of("A", "1")), OLD));
        assertThat(changes.services()).isEmpty();
        assertThat(changes.commits()).isNull();
    }

    @Test
    void anotherArtifactIsToldByItsDigestsAndTheCommitsBetween() {
        ChangesView changes = changes(serving("1", run(Map.of()), OLD), coming("2", run(Map.of()), NEW));
        assertThat(changes.services())
                .containsExactly(new ServiceChange("web", Kind.REPLACED, "sha256:1", "sha256:2", List.of()));
        assertThat(changes.commits()).isEqualTo(new CommitRange(OLD, NEW));
        assertThat(changes.serving()).isEqualTo("shop-live-1");
        assertThat(changes.servingVersion()).isEqualTo("1.0.0");
        assertThat(changes.coming()).isEqualTo("shop-staging-2");
        assertThat(changes.comingVersion()).isEqualTo("2.0.0");
    }

    @Test
    void howItIsRunIsComparedKeyByKey() {
        RunSpec after = new RunSpec(
                List.of("./run.sh", "--fast"),
                Map.of("SAME", "1", "CHANGED", "new", "ADDED", "x"),
                new RunSpec.HealthSpec("/ready", Duration.ofMillis(500), Duration.ofMinutes(1)),
                Duration.ofSeconds(10));
        ChangesView changes = changes(
                serving("1", run(Map.of("SAME", "1", "CHANGED", "old", "GONE", "y")), OLD), coming("1", after, OLD));

        ServiceChange web = changes.services().getFirst();
        assertThat(web.kind()).isEqualTo(Kind.RUN_DIFFERENTLY);
        assertThat(web.config())
                .containsExactly(
                        new ConfigChange("command", "./run.sh", "./run.sh --fast"),
                        new ConfigChange("env.ADDED", null, "x"),
                        new ConfigChange("env.CHANGED", "old", "new"),
                        new ConfigChange("env.GONE", "y", null),
                        new ConfigChange("health.path", "/healthz", "/ready"),
                        new ConfigChange("health.timeout", "30 s", "1 min"));
    }

    @Test
    void whatComesForTheFirstTimeIsNewWithAllOfItsConfig() {
        ChangesView changes = changes(null, coming("1", run(Map.of("A", "1")), NEW));
        ServiceChange web = changes.services().getFirst();
        assertThat(web.kind()).isEqualTo(Kind.ADDED);
        assertThat(web.from()).isNull();
        assertThat(web.config()).contains(new ConfigChange("env.A", null, "1"));
        assertThat(changes.serving()).isNull();
        assertThat(changes.commits()).isEqualTo(new CommitRange(null, NEW));
    }

    @Test
    void aServiceThatIsNotInWhatComesIsTakenAway() {
        ChangesView changes = changes(
                serving("1", run(Map.of()), OLD),
                new Changes.Coming("shop-staging-2", "2.0.0", Map.of(), Map.of(), NEW));
        assertThat(changes.services())
                .containsExactly(new ServiceChange("web", Kind.REMOVED, "sha256:1", null, List.of()));
    }

    @Test
    void whatIsStillToBeBuiltIsNotCalledTheSame() {
        ChangesView changes = changes(
                serving("1", run(Map.of()), OLD),
                new Changes.Coming(null, "2.0.0", Map.of(), Map.of("web", Optional.of(run(Map.of()))), null));
        assertThat(changes.services())
                .containsExactly(new ServiceChange("web", Kind.BUILT_ANEW, "sha256:1", null, List.of()));
        assertThat(changes.commits()).isEqualTo(new CommitRange(OLD, null));
    }

    @Test
    void whereNobodyKnowsHowItRanItSaysSo() {
        Release unknown = new Release(
                "shop-live-1",
                "1.0.0",
                Instant.EPOCH,
                Map.of("web", artifact("1")),
                Map.of(),
                Map.of(),
                null,
                List.of(),
                null,
                null,
                null);
        ChangesView changes = changes(unknown, coming("1", run(Map.of()), null));
        assertThat(changes.services())
                .containsExactly(new ServiceChange("web", Kind.RUN_DIFFERENTLY, "sha256:1", "sha256:1", null));
        assertThat(changes.commits()).isNull();
    }

    private static ChangesView changes(@Nullable Release serving, Changes.Coming coming) {
        return Changes.of("shop", "live", serving, coming);
    }

    private static Release serving(String digest, RunSpec run, @Nullable String commit) {
        return new Release(
                "shop-live-1",
                "1.0.0",
                Instant.EPOCH,
                Map.of("web", artifact(digest)),
                Map.of("web", run),
                Map.of(),
                null,
                List.of(),
                null,
                commit,
                null);
    }

    private static Changes.Coming coming(String digest, RunSpec run, @Nullable String commit) {
        return new Changes.Coming(
                "shop-staging-2", "2.0.0", Map.of("web", artifact(digest)), Map.of("web", Optional.of(run)), commit);
    }

    private static RunSpec run(Map<String, String> env) {
        return new RunSpec(
                List.of("./run.sh"),
                env,
                new RunSpec.HealthSpec("/healthz", Duration.ofMillis(500), Duration.ofSeconds(30)),
                Duration.ofSeconds(10));
    }

    private static Artifact artifact(String digest) {
        return new Artifact("sha256:" + digest, "artifact:sha256:" + digest, "pkg:generic/web", 1);
    }
}
