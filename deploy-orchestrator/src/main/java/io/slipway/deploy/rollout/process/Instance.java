package io.slipway.deploy.rollout.process;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * One instance of a service as the driver has decided it; written down before it is started.
 *
 * @param id unique for ever; the name of its folder
 * @param release the deployment that brought it
 * @param port where it listens, on loopback
 * @param stopTimeout what its release grants it to end its work; null in files from before it was kept
 */
record Instance(
        String id,
        String release,
        String version,
        int port,
        @Nullable Duration stopTimeout) {
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

    static final String HOST = "127.0.0.1";

    @JsonIgnore
    URI address() {
        return URI.create("http://" + HOST + ":" + port);
    }

    @JsonIgnore
    Duration patience() {
        return stopTimeout == null ? DEFAULT_PATIENCE : stopTimeout;
    }
}
