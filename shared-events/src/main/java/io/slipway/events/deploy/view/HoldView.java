package io.slipway.events.deploy.view;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.ClosedBy;

/**
 * Why a deployment waits that will go on by itself.
 *
 * @param until when, where it is known; it may be closed again by then
 */
public record HoldView(ClosedBy closedBy, @Nullable Instant until) {}
