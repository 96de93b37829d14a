package io.slipway.events.deploy;

import io.slipway.events.MessageType;
import io.slipway.events.deploy.pipeline.ApplicationSpec;

/** What happened to an application. The CloudEvents subject is its name. */
public sealed interface ApplicationEvent extends DeployEvent {

    /**
     * @param revision from 1, one more with each change
     * @param digest {@code sha256:<hex>} of the file it came from
     */
    @MessageType(
            value = "io.slipway.deploy.application.applied.v1",
            description = "An application and its pipeline were declared or changed.")
    record Applied(String application, int revision, ApplicationSpec spec, String digest, String appliedBy)
            implements ApplicationEvent {}
}
