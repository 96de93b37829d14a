package io.slipway.deploy.domain;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.events.json.Json;

import static io.slipway.deploy.domain.Pipelines.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

/** A release knows the commit it was built from, wherever it goes. */
class BuiltCommitTest {
    private static final String FIRST = "1".repeat(40);
    private static final String SECOND = "2".repeat(40);

    private final Shipyard yard = new Shipyard(Pipelines.application(
            Pipelines.environment("staging").build(),
            Pipelines.environment("live").build()));

    @Test
    void itGoesAlongWithAPromotionAndBackWithARollback() {
        deliver("1.0.0", "aa", FIRST);
        promote();
        deliver("2.0.0", "bb", SECOND);
        assertThat(commit("staging")).isEqualTo(SECOND);
        assertThat(commit("live")).isEqualTo(FIRST);

        yard.scenario.given(new DeployCommand.RollBack(SHOP, "staging", null, null));
        yard.workAll();
        assertThat(commit("staging")).isEqualTo(FIRST);
    }

    @Test
    void theNextBuildIsToldWhichCommitServes() {
        Drill drill =
                new Drill(Pipelines.application(Pipelines.environment("staging").build()));
        String first = drill.deliver("staging", "1.0.0");
        String second = drill.start("staging", "2.0.0");
        assertThat(previous(drill, first)).isNull();
        assertThat(previous(drill, second))
                .isNotNull()
                .isEqualTo(drill.lane("staging").current().orElseThrow().commit());
    }

    @Test
    void whatAWorkerSaysThatIsNoCommitIsNotKept() {
        deliver("1.0.0", "aa", "--output=/etc/passwd");
        assertThat(yard.scenario.state().lane("staging").current().orElseThrow().commit())
                .isNull();
    }

    private static @Nullable String previous(Drill drill, String id) {
        return drill.offers(id)
                .filter(task -> task.type().equals(BuildTask.TYPE))
                .map(task -> Json.read(task.input(), BuildTask.class))
                .findFirst()
                .orElseThrow()
                .previousCommit();
    }

    private String commit(String environment) {
        return yard.scenario.state().lane(environment).current().orElseThrow().commit();
    }

    private void promote() {
        yard.scenario.given(new DeployCommand.Promote(SHOP, "staging", "live", null, null));
        yard.workAll();
    }

    private void deliver(String version, String digest, String commit) {
        String id = yard.deploy("staging", version);
        yard.begin(id);
        Artifact artifact = new Artifact("sha256:" + digest, "artifact:sha256:" + digest, "pkg:generic/web", 1);
        yard.finish(id, Json.mapper().readTree(Json.write(new BuildTask.Output(artifact, commit, List.of(), true))));
        yard.workAll();
    }
}
