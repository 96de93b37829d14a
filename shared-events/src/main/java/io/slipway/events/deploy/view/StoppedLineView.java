package io.slipway.events.deploy.view;

import java.time.Instant;

import io.slipway.events.deploy.pipeline.InFlight;

/** Who stopped the line to an environment, and why. */
public record StoppedLineView(String by, String reason, Instant at, InFlight inFlight) {}
