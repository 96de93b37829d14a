package io.slipway.backupservice.domain.decide;

import java.util.List;
import java.util.Optional;

import io.slipway.events.Refusal;
import io.slipway.events.backup.BackupCommand;
import io.slipway.kit.aggregate.Directory;

/** Which role a command takes, once roles are configured. */
final class Permissions {
    private static final List<String> BACKING_UP = List.of("deployer", "operator", "admin");
    private static final List<String> OPERATING = List.of("operator", "admin");
    /** The deletion or the topic says who may. */
    private static final List<String> ANYBODY = List.of();

    private final Directory directory;

    Permissions(Directory directory) {
        this.directory = directory;
    }

    Optional<Refusal> refuses(BackupCommand command, String actor) {
        return directory.refuses(roles(command), actor);
    }

    private static List<String> roles(BackupCommand command) {
        return switch (command) {
            case BackupCommand.ApplyPolicies _ -> BACKING_UP;
            case BackupCommand.RunBackup _ -> BACKING_UP;
            case BackupCommand.Verify _ -> BACKING_UP;
            case BackupCommand.Drill _ -> BACKING_UP;
            case BackupCommand.CancelRun _ -> OPERATING;
            case BackupCommand.Restore _ -> OPERATING;
            case BackupCommand.Prune _ -> OPERATING;
            case BackupCommand.Repair _ -> OPERATING;
            case BackupCommand.RequestDelete _ -> OPERATING;
            case BackupCommand.ApproveDelete _ -> ANYBODY;
            case BackupCommand.RejectDelete _ -> ANYBODY;
            case BackupCommand.PlaceLegalHold _ -> OPERATING;
            case BackupCommand.ReleaseLegalHold _ -> List.of("admin");
            case BackupCommand.ReportOplogSlice _ -> ANYBODY;
            case BackupCommand.ReportOplogLoss _ -> ANYBODY;
        };
    }
}
