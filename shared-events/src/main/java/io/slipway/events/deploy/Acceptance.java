package io.slipway.events.deploy;

/**
 * That a person took for good what had too little data to tell.
 *
 * @param by who did
 * @param reason why
 */
public record Acceptance(String by, String reason) {}
