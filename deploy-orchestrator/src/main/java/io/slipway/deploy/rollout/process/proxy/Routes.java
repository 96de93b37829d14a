package io.slipway.deploy.rollout.process.proxy;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

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

    /**
     * An instance.
     *
     * @param health path of a GET that answers 2xx while the instance is well; null where nobody looks
     */
    public record Backend(
            String id, String host, int port, @Nullable String health) {}

    Stream<Backend> backends() {
        return releases.stream().flatMap(release -> release.backends().stream());
    }

    static Routes none(int port) {
        return new Routes(0, port, List.of());
    }
}
