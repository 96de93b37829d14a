package io.slipway.deploy.domain.state;

import java.time.Instant;

import io.slipway.events.deploy.pipeline.InFlight;

/** A person said that nothing is deployed to an environment. */
public record StoppedLine(String by, String reason, Instant at, InFlight inFlight) {}
