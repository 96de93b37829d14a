package io.slipway.backupservice.domain.state;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.slipway.events.backup.RestoreTarget;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.VerificationLevel;

/** What a run is to do, beyond what its policy says. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunWork.Backup.class, name = "backup"),
    @JsonSubTypes.Type(value = RunWork.Oplog.class, name = "oplog"),
    @JsonSubTypes.Type(value = RunWork.Verification.class, name = "verification"),
    @JsonSubTypes.Type(value = RunWork.Drill.class, name = "drill"),
    @JsonSubTypes.Type(value = RunWork.Restore.class, name = "restore"),
    @JsonSubTypes.Type(value = RunWork.Prune.class, name = "prune"),
    @JsonSubTypes.Type(value = RunWork.Repair.class, name = "repair")
})
public sealed interface RunWork {
    /** What kind of run does it. */
    default RunKind kind() {
        return switch (this) {
            case Backup _ -> RunKind.BACKUP;
            case Oplog _ -> RunKind.OPLOG;
            case Verification _ -> RunKind.VERIFICATION;
            case Drill _ -> RunKind.DRILL;
            case Restore _ -> RunKind.RESTORE;
            case Prune _ -> RunKind.PRUNE;
            case Repair _ -> RunKind.REPAIR;
        };
    }

    record Backup(List<String> sources) implements RunWork {
        public Backup {
            sources = List.copyOf(sources);
        }
    }

    record Oplog() implements RunWork {}

    /**
     * @param slice which of the parts of the data is read, from 0
     * @param counts whether it is the next part of the round that is to cover everything
     */
    record Verification(VerificationLevel level, int slice, int slices, boolean counts) implements RunWork {}

    record Drill() implements RunWork {}

    record Restore(
            String snapshot,
            @Nullable String source,
            List<String> include,
            @Nullable Instant to,
            RestoreTarget target,
            boolean dryRun,
            boolean overwrite)
            implements RunWork {
        public Restore {
            include = List.copyOf(include);
        }
    }

    record Prune(
            List<String> snapshots,
            boolean dryRun,
            @Nullable String deletion) implements RunWork {
        public Prune {
            snapshots = List.copyOf(snapshots);
        }
    }

    record Repair() implements RunWork {}
}
