package io.slipway.deploy.rollout.process;

import java.net.URI;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * One instance of a service as the driver has decided it; written down before it is started.
 *
 * @param id unique for ever; the name of its folder
 * @param release the deployment that brought it
 * @param port where it listens, on loopback
 */
record Instance(String id, String release, String version, int port) {
    static final String HOST = "127.0.0.1";

    @JsonIgnore
    URI address() {
        return URI.create("http://" + HOST + ":" + port);
    }
}
