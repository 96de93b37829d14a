package io.slipway.events.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/** What happened to the rehearsal of a restore. */
public sealed interface DrillEvent extends RunEvent {
    @MessageType(
            value = "io.slipway.backup.drill.started.v1",
            description = "A restore is being rehearsed: the newest snapshots, into a place of their own.")
    record RestoreDrillStarted(
            String application,
            String environment,
            String policy,
            String run,
            RunTrigger trigger,
            @Nullable Instant due,
            String by)
            implements DrillEvent {}

    /**
     * @param measuredRto from the beginning of the restore until everything was compared and the application's own check had
     *     ended
     * @param measuredRpo how old the restored data was when the drill began
     * @param snapshots ids of what was restored
     * @param bytes that were restored
     * @param checks what was compared
     * @param ways for people: of each source where it was restored to, or that it was only read
     */
    @MessageType(
            value = "io.slipway.backup.drill.passed.v1",
            description = "A restore was rehearsed: what was restored is what was backed up.")
    record RestoreDrillPassed(
            String application,
            String environment,
            String policy,
            String run,
            Duration measuredRto,
            Duration measuredRpo,
            List<String> snapshots,
            long bytes,
            List<DrillCheck> checks,
            @Nullable List<String> ways)
            implements DrillEvent {
        public RestoreDrillPassed {
            ways = ways == null ? null : List.copyOf(ways);
            snapshots = List.copyOf(snapshots);
            checks = List.copyOf(checks);
        }
    }

    /**
     * @param measuredRto how long it took to find out; null where nothing was restored
     * @param measuredRpo null where nothing was restored
     * @param reason what failed, in a sentence
     * @param checks what was compared until then
     * @param ways for people: of each source where it was restored to, or that it was only read
     */
    @MessageType(
            value = "io.slipway.backup.drill.failed.v1",
            description = "The rehearsal of a restore failed, and says where.")
    record RestoreDrillFailed(
            String application,
            String environment,
            String policy,
            String run,
            @Nullable Duration measuredRto,
            @Nullable Duration measuredRpo,
            String reason,
            List<DrillCheck> checks,
            @Nullable List<String> ways)
            implements DrillEvent {
        public RestoreDrillFailed {
            ways = ways == null ? null : List.copyOf(ways);
            checks = List.copyOf(checks);
        }
    }
}
