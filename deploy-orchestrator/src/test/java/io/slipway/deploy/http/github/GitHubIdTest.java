package io.slipway.deploy.http.github;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.slipway.events.deploy.DeploymentState;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

class GitHubIdTest {
    private static final long LARGEST_EXACT_IN_JAVASCRIPT = (1L << 53) - 1;

    /** {@code printf shop-staging-1 | sha256sum} begins with d616049ffa86e. */
    @Test
    void theIdIsTheBeginningOfTheHash() {
        assertThat(Long.toHexString(GitHubId.of("shop-staging-1"))).isEqualTo("d616049ffa86e");
    }

    @Property
    void everyIdIsExactInJavaScript(@ForAll String id) {
        assertThat(GitHubId.of(id)).isBetween(0L, LARGEST_EXACT_IN_JAVASCRIPT);
    }

    @ParameterizedTest
    @CsvSource({
        "refs/tags/v1.2.0, v1.2.0",
        "refs/heads/feature/login, feature-login",
        "topic-branch, topic-branch",
        "a84d88e7554fc1fa21bcbc4efae3c782a70d2b9d, a84d88e7554fc1fa21bcbc4efae3c782a70d2b9d",
        "--, ref"
    })
    void aRefMakesAVersion(String ref, String version) {
        assertThat(DeploymentBody.version(ref)).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTED, pending",
        "QUEUED, queued",
        "GATES, pending",
        "BUILDING, in_progress",
        "AWAITING_APPROVAL, pending",
        "ROLLING_OUT, in_progress",
        "VERIFYING, in_progress",
        "PROMOTING, in_progress",
        "ROLLING_BACK, in_progress",
        "SUCCEEDED, success",
        "ROLLED_BACK, failure",
        "FAILED, error",
        "CANCELLED, inactive",
        "SUPERSEDED, inactive",
        "REJECTED, failure"
    })
    void everyStateHasAWord(DeploymentState state, String word) {
        assertThat(Statuses.word(state)).isEqualTo(word);
    }
}
