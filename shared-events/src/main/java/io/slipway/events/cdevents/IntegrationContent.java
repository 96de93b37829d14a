package io.slipway.events.cdevents;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Builds and artifacts: {@code continuous-integration.md}. */
public sealed interface IntegrationContent extends CDEventContent {

    @CDEventType("dev.cdevents.build.queued.0.3.0")
    record BuildQueued() implements IntegrationContent {}

    @CDEventType("dev.cdevents.build.started.0.3.0")
    record BuildStarted() implements IntegrationContent {}

    @CDEventType("dev.cdevents.build.finished.0.3.0")
    record BuildFinished(@Nullable String artifactId) implements IntegrationContent {}

    @CDEventType("dev.cdevents.artifact.packaged.0.3.0")
    record ArtifactPackaged(Reference change, @Nullable Sbom sbom) implements IntegrationContent {
        public ArtifactPackaged {
            Objects.requireNonNull(change, "change is missing");
        }
    }

    @CDEventType("dev.cdevents.artifact.published.0.3.0")
    record ArtifactPublished(@Nullable Sbom sbom, @Nullable String user) implements IntegrationContent {}

    @CDEventType("dev.cdevents.artifact.signed.0.3.0")
    record ArtifactSigned(String signature) implements IntegrationContent {
        public ArtifactSigned {
            Objects.requireNonNull(signature, "signature is missing");
        }
    }

    @CDEventType("dev.cdevents.artifact.downloaded.0.2.0")
    record ArtifactDownloaded(@Nullable String user) implements IntegrationContent {}

    @CDEventType("dev.cdevents.artifact.deleted.0.2.0")
    record ArtifactDeleted(@Nullable String user) implements IntegrationContent {}
}
