package io.slipway.deploy.domain.state;

import java.time.Instant;

import io.slipway.events.deploy.DeploymentEvent;

/** What somebody outside said of a deployment, and when. */
public record Report(DeploymentEvent.StatusReported said, Instant at) {}
