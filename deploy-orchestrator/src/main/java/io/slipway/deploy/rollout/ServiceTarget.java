package io.slipway.deploy.rollout;

/** One service in one environment of one application: what a driver keeps in its declared state. */
public record ServiceTarget(String application, String environment, String service) {}
