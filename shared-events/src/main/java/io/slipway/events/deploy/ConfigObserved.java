package io.slipway.events.deploy;

import io.slipway.events.MessageType;

/**
 * The configuration of an environment is another one from now on. The CloudEvents subject is the application's name.
 *
 * @param revision which all instances of the environment get now
 * @param rolloutId the rollout that brought it there
 */
@MessageType(
        value = "io.slipway.deploy.config.observed.v1",
        description = "The configuration that is live in an environment is another one; deployments pin it.")
public record ConfigObserved(String application, String environment, String revision, String rolloutId)
        implements DeployEvent {}
