package io.slipway.deploy.rollout.process.proxy;

import java.util.Map;

import io.slipway.deploy.rollout.ReleaseTraffic;

/**
 * What a proxy has seen.
 *
 * @param releases by release id, since the proxy started
 * @param inFlight requests an instance has in hand, by instance id
 */
public record ProxyStats(long generation, Map<String, ReleaseTraffic> releases, Map<String, Integer> inFlight) {}
