package io.slipway.deploy.trigger;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.events.cdevents.CDEvent;
import io.slipway.events.cdevents.CDEventContent;
import io.slipway.events.cdevents.IntegrationContent;
import io.slipway.events.cdevents.Reference;
import io.slipway.events.cdevents.SourceContent;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.TriggerSpec;

import static org.assertj.core.api.Assertions.assertThat;

class TriggerTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String IMAGE =
            "pkg:oci/web@" + DIGEST.replace(":", "%3A") + "?repository_url=registry.example.org/shop/web";
    private static final ApplicationSpec BY_IMAGE =
            application(new TriggerSpec.ArtifactPublished("web", "registry.example.org/shop/web"));
    private static final ApplicationSpec BY_CHANGE =
            application(new TriggerSpec.ChangeMerged("shop/web", "https://git.example.org/shop/web.git", "main"));

    @Test
    void aPublishedImageIsDeployedByItsDigestUnderItsTag() {
        var start = Trigger.start(published(IMAGE + "&tag=2.4.0"), BY_IMAGE).orElseThrow();

        assertThat(start.application()).isEqualTo("shop");
        assertThat(start.environment()).as("the first one").isNull();
        assertThat(start.version()).isEqualTo("2.4.0");
        assertThat(start.artifacts()).containsEntry("web", "registry.example.org/shop/web@" + DIGEST);
        assertThat(start.reason()).contains("artifact.published", "event-1", "/ci");
    }

    @Test
    void anImageWithoutATagIsCalledByItsDigest() {
        assertThat(Trigger.start(published(IMAGE), BY_IMAGE).orElseThrow().version())
                .isEqualTo("sha256-0123456789ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkg:oci/web@sha256%3A0123?repository_url=registry.example.org/shop/web",
                "pkg:oci/web?repository_url=registry.example.org/shop/web",
                "pkg:oci/web",
                "pkg:npm/web@1.0.0?repository_url=registry.example.org/shop/web",
                "web"
            })
    void whatIsNoImageThatCanBeFoundAgainStartsNothing(String subject) {
        assertThat(Trigger.start(published(subject), BY_IMAGE)).isEmpty();
    }

    @Test
    void anImageOfAnotherRepositoryStartsNothing() {
        assertThat(Trigger.start(published(IMAGE.replace("example.org", "example.com")), BY_IMAGE))
                .isEmpty();
        assertThat(Trigger.start(published(IMAGE), BY_CHANGE)).isEmpty();
        assertThat(Trigger.start(published(IMAGE), application())).isEmpty();
    }

    @Test
    void aMergedChangeIsBuiltFromTheBranchItWasMergedInto() {
        var start = Trigger.start(merged("shop/web"), BY_CHANGE).orElseThrow();

        assertThat(start.version()).isEqualTo("change-7");
        assertThat(start.source()).isNotNull().satisfies(source -> {
            assertThat(source.repository()).isEqualTo("https://git.example.org/shop/web.git");
            assertThat(source.ref()).isEqualTo("main");
        });
        assertThat(Trigger.start(merged("shop/other"), BY_CHANGE)).isEmpty();
        assertThat(Trigger.start(merged(null), BY_CHANGE)).isEmpty();
    }

    private static CDEvent published(String subject) {
        return event(subject, new IntegrationContent.ArtifactPublished(null, null));
    }

    private static CDEvent merged(@Nullable String repository) {
        return event("change-7", new SourceContent.ChangeMerged(repository == null ? null : Reference.to(repository)));
    }

    private static CDEvent event(String subject, CDEventContent content) {
        return CDEvent.of("event-1", "/ci", Instant.EPOCH, null, subject, content);
    }

    private static ApplicationSpec application(TriggerSpec... triggers) {
        return new ApplicationSpec("shop", List.of(), List.of(), List.of(), List.of(triggers), null);
    }
}
