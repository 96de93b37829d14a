package io.slipway.events.deploy;

import io.slipway.events.Event;

/** A fact of the deploy context. The Kafka key is {@link #application()}. */
public sealed interface DeployEvent extends Event
        permits ApplicationEvent, BackupObserved, ConfigObserved, DeploymentEvent, LineEvent, QuarantineEvent {
    String application();
}
