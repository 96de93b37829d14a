package io.slipway.configclient;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whose configuration is asked for, and where.
 *
 * @param url of the config-service, for example {@code https://slipway.example.com}
 * @param token the bearer token; null where none is asked for
 * @param service null for what all services of the application share
 * @param group the instance group; null for none
 * @param instance this instance's name, by which a rollout to a share of the instances chooses it; null for none
 * @param cache the file that keeps what was known last; null keeps nothing
 * @param startWithin how long the start waits for the service before it goes on with the cache
 */
public record ClientSettings(
        URI url,
        @Nullable String token,
        String application,
        String environment,
        @Nullable String service,
        @Nullable String group,
        @Nullable String instance,
        @Nullable Path cache,
        Duration startWithin) {
    private static final Duration START_WITHIN = Duration.ofSeconds(5);

    /** Of what an application has in an environment, with nothing else said. */
    public static ClientSettings of(URI url, String application, String environment) {
        return new ClientSettings(url, null, application, environment, null, null, null, null, START_WITHIN);
    }

    public ClientSettings withToken(String bearer) {
        return new ClientSettings(url, bearer, application, environment, service, group, instance, cache, startWithin);
    }

    public ClientSettings withService(String name) {
        return new ClientSettings(url, token, application, environment, name, group, instance, cache, startWithin);
    }

    public ClientSettings withGroup(String name) {
        return new ClientSettings(url, token, application, environment, service, name, instance, cache, startWithin);
    }

    public ClientSettings withInstance(String name) {
        return new ClientSettings(url, token, application, environment, service, group, name, cache, startWithin);
    }

    public ClientSettings withCache(Path file) {
        return new ClientSettings(url, token, application, environment, service, group, instance, file, startWithin);
    }

    public ClientSettings withStartWithin(Duration patience) {
        return new ClientSettings(url, token, application, environment, service, group, instance, cache, patience);
    }

    /** What a cache has to be of, so that nobody starts with somebody else's. */
    String target() {
        return application
                + "/"
                + environment
                + "/"
                + (service == null ? "" : service)
                + "/"
                + (group == null ? "" : group);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ClientSettings[" + url + ", " + target() + "]";
    }
}
