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
 * @param heartbeat about how often an instance with a name says what it runs with; null for never
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
        Duration startWithin,
        @Nullable Duration heartbeat) {
    private static final Duration START_WITHIN = Duration.ofSeconds(5);

    /** As the service expects it: it counts an instance as gone that was not heard of for 15 minutes. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    public ClientSettings {
        if (heartbeat != null && !heartbeat.isPositive()) {
            throw new IllegalArgumentException("a heartbeat every " + heartbeat + ", expected more than 0");
        }
    }

    /** Of what an application has in an environment, with nothing else said. */
    public static ClientSettings of(URI url, String application, String environment) {
        return new ClientSettings(url, null, application, environment, null, null, null, null, START_WITHIN, HEARTBEAT);
    }

    public ClientSettings withToken(String bearer) {
        return new ClientSettings(
                url, bearer, application, environment, service, group, instance, cache, startWithin, heartbeat);
    }

    public ClientSettings withService(String name) {
        return new ClientSettings(
                url, token, application, environment, name, group, instance, cache, startWithin, heartbeat);
    }

    public ClientSettings withGroup(String name) {
        return new ClientSettings(
                url, token, application, environment, service, name, instance, cache, startWithin, heartbeat);
    }

    public ClientSettings withInstance(String name) {
        return new ClientSettings(
                url, token, application, environment, service, group, name, cache, startWithin, heartbeat);
    }

    public ClientSettings withCache(Path file) {
        return new ClientSettings(
                url, token, application, environment, service, group, instance, file, startWithin, heartbeat);
    }

    public ClientSettings withStartWithin(Duration patience) {
        return new ClientSettings(
                url, token, application, environment, service, group, instance, cache, patience, heartbeat);
    }

    /** About how often an instance with a name says what it runs with; more than 0. */
    public ClientSettings withHeartbeat(Duration every) {
        return new ClientSettings(
                url, token, application, environment, service, group, instance, cache, startWithin, every);
    }

    /** The instance does not say what it runs with, though it has a name. */
    public ClientSettings withoutHeartbeat() {
        return new ClientSettings(
                url, token, application, environment, service, group, instance, cache, startWithin, null);
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
