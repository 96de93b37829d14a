package io.slipway.events.backup;

import io.slipway.events.MessageType;

/** What happened to a run that stores an oplog. Its slices are {@link ProtectionEvent.OplogSliceStored}. */
public sealed interface OplogRunEvent extends RunEvent {
    @MessageType(
            value = "io.slipway.backup.oplog.watch-started.v1",
            description = "The oplog of a policy's databases is stored from now on.")
    record OplogWatchStarted(String application, String environment, String policy, String run, RunTrigger trigger)
            implements OplogRunEvent {}

    @MessageType(
            value = "io.slipway.backup.oplog.watch-ended.v1",
            description = "A run that stored an oplog ended; the next one takes over where it was.")
    record OplogWatchEnded(String application, String environment, String policy, String run)
            implements OplogRunEvent {}

    @MessageType(
            value = "io.slipway.backup.oplog.watch-failed.v1",
            description = "The oplog cannot be stored at the moment; it is tried again.")
    record OplogWatchFailed(
            String application, String environment, String policy, String run, int attempts, String reason)
            implements OplogRunEvent {}
}
