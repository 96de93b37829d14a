package io.slipway.configservice.domain.state;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.ConfigEvent.DriftDetected;
import io.slipway.events.config.ConfigEvent.DriftDetected.Kind;

/**
 * An instance that runs with something else than it should.
 *
 * @param since when it was found
 * @param seen when it was heard of last, within a part of the time after which it is forgotten
 * @param confirmed whether it has lasted longer than the grace time
 */
public record Drift(
        String environment,
        String instance,
        @Nullable String service,
        @Nullable String group,
        String desired,
        @Nullable String running,
        Kind kind,
        Instant since,
        Instant seen,
        boolean confirmed) {
    /** Under which it is kept. */
    public static String key(String environment, String instance) {
        return environment + "/" + instance;
    }

    /** As it was found. Of one that differed before in another way the time goes on. */
    static Drift of(DriftDetected found, @Nullable Drift before, Instant at) {
        return new Drift(
                found.environment(),
                found.instance(),
                found.service(),
                found.group(),
                found.desired(),
                found.running(),
                found.kind(),
                before == null ? at : before.since,
                at,
                before != null && before.confirmed);
    }

    Drift seen(Instant at) {
        return new Drift(environment, instance, service, group, desired, running, kind, since, at, confirmed);
    }

    Drift lastedLonger() {
        return new Drift(environment, instance, service, group, desired, running, kind, since, seen, true);
    }
}
