package io.slipway.events.alert;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Event;
import io.slipway.events.MessageType;

/**
 * Something that a person should look at now. The CloudEvents subject is the deployment, or the application where it is
 * about none.
 *
 * @param id follows from the fact the alert is about, so that the same fact never has two
 * @param kind what it is about, for rules: {@code glass.broken}, {@code line.stopped}, {@code line.resumed},
 *     {@code rollback.failed}, {@code config.kept}, {@code artifact.quarantined}, {@code artifact.released},
 *     {@code config.taken-back}, {@code config.drift},
 *     {@code config.drift.resolved}, {@code backup.stale} and others of the backup-service, {@link #SLO_BREACHED}
 * @param title one line for a person
 * @param detail what there is to say beyond the title; may be empty
 * @param by who brought it about: a person, a token's name, or {@code slipway}
 */
@MessageType(value = "io.slipway.alert.raised.v1", description = "Something that a person should look at now.")
public record Alert(
        String id,
        String application,
        String environment,
        @Nullable String deploymentId,
        String kind,
        Severity severity,
        String title,
        String detail,
        String by,
        Instant at)
        implements Event {
    /**
     * A service level objective of the application is missed in the environment. With a severity above
     * {@link Severity#INFO} it takes back what is being rolled out there step by step.
     */
    public static final String SLO_BREACHED = "slo.breached";

    /** How much it matters. */
    public enum Severity {
        /** Good to know. */
        INFO,
        /** Somebody should look at it today. */
        WARNING,
        /** Somebody should look at it at once. */
        CRITICAL
    }
}
