package io.slipway.backupservice.work;

import java.io.IOException;

import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupSource;

/** Topics of a Kafka cluster. */
final class KafkaKind implements SourceKind<BackupSource.Kafka> {
    @Override
    public SnapshotFacts take(BackupSource.Kafka source, Taking taking) throws IOException {
        throw unknown();
    }

    @Override
    public Restored restore(BackupSource.Kafka source, StoredSnapshot snapshot, Restoring restoring)
            throws IOException {
        throw unknown();
    }

    @Override
    public Rehearsed rehearse(BackupSource.Kafka source, StoredSnapshot snapshot, Rehearsing rehearsing)
            throws IOException {
        throw unknown();
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException("topics of Kafka cannot be backed up yet");
    }
}
