package io.slipway.events.backup;

import io.slipway.events.Event;

/** What happened to an application's backups. The Kafka key is {@link #application()}. */
public sealed interface BackupEvent extends Event permits PolicyEvent, RunEvent, ProtectionEvent, DeletionEvent {
    String application();

    /** The policy's name. */
    String policy();

    /** The environment that the policy protects. */
    String environment();
}
