package io.slipway.events.backup.view;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Document;
import io.slipway.events.MessageType;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.RunTrigger;

/**
 * What an application's runs do and did.
 *
 * @param runs newest first; of those that ended, the newest so many
 */
@MessageType(value = "io.slipway.backup.runs.view.v1", description = "The runs of an application, newest first.")
public record BackupRunsView(String application, long revision, List<RunView> runs) implements Document {
    public BackupRunsView {
        runs = List.copyOf(runs);
    }

    /** The record key. */
    public static String key(String application) {
        return "backup-runs/" + application;
    }

    /** How a run is. */
    public enum RunStatus {
        /** Offered to the workers; nobody has taken it yet. */
        WAITING,
        RUNNING,
        /** An attempt failed; the next one comes at its time. */
        RETRYING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /**
     * @param progress what the worker said last, or how it ended
     * @param percent where it is known
     * @param taskId under which its log lines are
     */
    public record RunView(
            String id,
            RunKind kind,
            String policy,
            String environment,
            RunStatus status,
            RunTrigger trigger,
            String by,
            int attempt,
            Instant startedAt,
            @Nullable Instant endedAt,
            String progress,
            @Nullable Integer percent,
            List<String> snapshots,
            String taskId) {
        public RunView {
            snapshots = List.copyOf(snapshots);
        }
    }
}
