package io.slipway.events.backup;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/** What happened to a repair of a repository. */
public sealed interface RepairEvent extends RunEvent {
    @MessageType(
            value = "io.slipway.backup.repair.started.v1",
            description = "What is readable of a damaged repository is being salvaged.")
    record RepairStarted(
            String application,
            String environment,
            String policy,
            String run,
            String by,
            @Nullable String reason) implements RepairEvent {}

    /**
     * @param summary what was salvaged and how much is lost
     * @param lost each file and folder that lost something, with its snapshot and what; the first fifty, null where it is not known
     */
    @MessageType(value = "io.slipway.backup.repair.succeeded.v1", description = "A repair is done.")
    record RepairSucceeded(
            String application,
            String environment,
            String policy,
            String run,
            String summary,
            Duration took,
            @Nullable List<String> lost)
            implements RepairEvent {
        public RepairSucceeded {
            lost = lost == null ? null : List.copyOf(lost);
        }
    }

    @MessageType(value = "io.slipway.backup.repair.failed.v1", description = "A repair failed.")
    record RepairFailed(String application, String environment, String policy, String run, int attempts, String reason)
            implements RepairEvent {}
}
