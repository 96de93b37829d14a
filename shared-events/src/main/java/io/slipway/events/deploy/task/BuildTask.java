package io.slipway.events.deploy.task;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.pipeline.BuildSpec;

/**
 * Task type {@code build}: makes the artifact of one service, or takes over what CI has made.
 *
 * @param source what is built, for a {@code command} build
 * @param handedOver a file's address or an image reference with digest, for a {@code prebuilt} one
 */
public record BuildTask(
        String application,
        String service,
        String version,
        BuildSpec build,
        @Nullable SourceRef source,
        @Nullable String handedOver) {
    public static final String TYPE = "build";

    /** What the task gives back. */
    public record Output(Artifact artifact) {}
}
