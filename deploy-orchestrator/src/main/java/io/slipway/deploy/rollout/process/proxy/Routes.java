package io.slipway.deploy.rollout.process.proxy;

import java.util.List;

/**
 * Who answers the requests of one service: the whole of it, never a change.
 *
 * @param generation a proxy that knows a higher one ignores these
 * @param port where the service is reached, on loopback
 */
public record Routes(long generation, int port, List<Release> releases) {
    public Routes {
        releases = List.copyOf(releases);
    }

    /**
     * A release and its share of the traffic.
     *
     * @param weight relative to the sum of all weights; 0 gets none
     */
    public record Release(String id, String version, int weight, List<Backend> backends) {
        public Release {
            backends = List.copyOf(backends);
        }
    }

    /** @param id of the instance */
    public record Backend(String id, String host, int port) {}

    static Routes none(int port) {
        return new Routes(0, port, List.of());
    }
}
