package io.slipway.events.deploy.pipeline;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What has to be true of a new release before it counts as good.
 *
 * @param checks requests sent to the new release itself
 * @param traffic thresholds on its real traffic
 * @param soak how long it has to stay good after that
 */
public record VerificationSpec(
        List<HttpCheck> checks, @Nullable TrafficThresholds traffic, Duration soak) {

    public VerificationSpec {
        checks = List.copyOf(checks);
    }

    /**
     * A GET that has to answer as told.
     *
     * @param service which service is asked
     * @param contains text the body has to contain, where given
     */
    public record HttpCheck(
            String name,
            String service,
            String path,
            int status,
            @Nullable String contains,
            Duration timeout) {}
}
