package io.slipway.deploy.domain.gate;

/**
 * What a gate says.
 *
 * @param detail why, for a person
 */
public record GateVerdict(boolean passed, String detail) {}
