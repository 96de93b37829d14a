package io.slipway.deploy.rollout.process.proxy;

import java.util.Map;
import java.util.Set;

import io.slipway.deploy.rollout.ReleaseTraffic;

/**
 * What a proxy has seen.
 *
 * @param releases by release id, since the proxy started
 * @param inFlight requests an instance has in hand, by instance id
 * @param sick ids of instances that are left out because they are not well
 */
public record ProxyStats(
        long generation, Map<String, ReleaseTraffic> releases, Map<String, Integer> inFlight, Set<String> sick) {}
