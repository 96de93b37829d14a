package io.slipway.backupservice.work;

import java.io.IOException;
import java.util.List;

import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupSource;

/** Everything that can be backed up and brought back. */
public final class Sources {
    private static final int MOST_WARNINGS = 20;

    private final SourceKind<BackupSource.Mongodb> mongodb;
    private final SourceKind<BackupSource.Files> files;
    private final SourceKind<BackupSource.Kafka> kafka;
    private final SourceKind<BackupSource.Command> command;

    Sources(
            SourceKind<BackupSource.Mongodb> mongodb,
            SourceKind<BackupSource.Files> files,
            SourceKind<BackupSource.Kafka> kafka,
            SourceKind<BackupSource.Command> command) {
        this.mongodb = mongodb;
        this.files = files;
        this.kafka = kafka;
        this.command = command;
    }

    SnapshotFacts take(BackupSource source, Taking taking) throws IOException, InterruptedException {
        return switch (source) {
            case BackupSource.Mongodb database -> mongodb.take(database, taking);
            case BackupSource.Files trees -> files.take(trees, taking);
            case BackupSource.Kafka topics -> kafka.take(topics, taking);
            case BackupSource.Command program -> command.take(program, taking);
        };
    }

    Restored restore(BackupSource source, StoredSnapshot snapshot, Restoring restoring)
            throws IOException, InterruptedException {
        return switch (source) {
            case BackupSource.Mongodb database -> mongodb.restore(database, snapshot, restoring);
            case BackupSource.Files trees -> files.restore(trees, snapshot, restoring);
            case BackupSource.Kafka topics -> kafka.restore(topics, snapshot, restoring);
            case BackupSource.Command program -> command.restore(program, snapshot, restoring);
        };
    }

    Rehearsed rehearse(BackupSource source, StoredSnapshot snapshot, Rehearsing rehearsing)
            throws IOException, InterruptedException {
        return switch (source) {
            case BackupSource.Mongodb database -> mongodb.rehearse(database, snapshot, rehearsing);
            case BackupSource.Files trees -> files.rehearse(trees, snapshot, rehearsing);
            case BackupSource.Kafka topics -> kafka.rehearse(topics, snapshot, rehearsing);
            case BackupSource.Command program -> command.rehearse(program, snapshot, rehearsing);
        };
    }

    /** What a snapshot says of itself. */
    static SnapshotFacts facts(BackupSource source, StoredSnapshot stored, List<String> warnings) {
        SnapshotSummary summary = stored.snapshot().summary();
        return new SnapshotFacts(
                stored.first().toString(),
                source.name(),
                source.kind(),
                stored.snapshot().time().toInstant(),
                summary == null ? 0 : summary.totalFilesProcessed(),
                summary == null ? 0 : summary.totalBytesProcessed(),
                summary == null ? 0 : summary.dataAdded(),
                summary == null ? 0 : summary.dataAddedPacked(),
                warnings.stream().limit(MOST_WARNINGS).toList());
    }
}
