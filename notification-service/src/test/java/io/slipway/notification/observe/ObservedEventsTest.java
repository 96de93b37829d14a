package io.slipway.notification.observe;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ObservedEventsTest {
    @Test
    void onlyWhatCanLeadToAMessageIsDecodedAndSentOn() {
        List<String> read = ObservedEvents.sources().getFirst().ofInterest().stream()
                .map(type -> type.replaceAll("io\\.slipway\\.deploy\\.|\\.v1", ""))
                .toList();
        assertThat(read)
                .containsExactlyInAnyOrder(
                        "application.applied",
                        "deployment.requested",
                        "deployment.paused",
                        "deployment.queued",
                        "deployment.gates-started",
                        "deployment.build-started",
                        "deployment.approval-requested",
                        "deployment.rollout-started",
                        "deployment.verification-started",
                        "deployment.promotion-started",
                        "deployment.succeeded",
                        "deployment.rollback-started",
                        "deployment.rolled-back",
                        "deployment.failed",
                        "deployment.cancelled",
                        "deployment.rejected",
                        "deployment.superseded");
    }
}
