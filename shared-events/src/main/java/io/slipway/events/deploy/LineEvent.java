package io.slipway.events.deploy;

import io.slipway.events.MessageType;
import io.slipway.events.deploy.pipeline.InFlight;

/** A person closed an environment, or opened it again. The CloudEvents subject is the application's name. */
public sealed interface LineEvent extends DeployEvent {
    String environment();

    /** Who did. */
    String by();

    /** Why. */
    String reason();

    /** @param inFlight what happens to deployments under way */
    @MessageType(
            value = "io.slipway.deploy.line.stopped.v1",
            description = "Nothing is deployed to the environment until somebody says otherwise.")
    record LineStopped(String application, String environment, String by, String reason, InFlight inFlight)
            implements LineEvent {}

    @MessageType(value = "io.slipway.deploy.line.resumed.v1", description = "The environment is deployed to again.")
    record LineResumed(String application, String environment, String by, String reason) implements LineEvent {}
}
