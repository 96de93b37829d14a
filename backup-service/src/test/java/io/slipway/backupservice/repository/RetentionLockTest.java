package io.slipway.backupservice.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.files.FileTreeBackup;
import io.slipway.backup.files.FileTreeBackupRequest;
import io.slipway.backup.files.ProgressListener;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.ForwardingStorage;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.location.StorageSettings;
import io.slipway.backup.storage.remote.Retention;
import io.slipway.backupservice.secrets.Secrets;
import io.slipway.backupservice.work.PruneHandler;
import io.slipway.events.backup.policy.AnomalySpec;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.HooksSpec;
import io.slipway.events.backup.policy.LimitsSpec;
import io.slipway.events.backup.policy.ObjectivesSpec;
import io.slipway.events.backup.policy.RepositorySpec;
import io.slipway.events.backup.policy.RetentionSpec;
import io.slipway.events.backup.task.PruneTask;

import static java.nio.file.Files.createDirectories;
import static java.nio.file.Files.write;
import static java.nio.file.Files.writeString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The retention lock of a policy, kept by a storage that can. */
class RetentionLockTest {
    private static final String BUCKET = "s3:https://s3.example.org/backups/crm";
    private static final Duration LOCK = Duration.ofDays(14);
    private static final RetentionSpec LAST = new RetentionSpec(1, null, null, null, null, null, null, List.of());

    @TempDir
    private Path folder;

    private final Map<StoredFile, Instant> retained = new ConcurrentHashMap<>();
    private final List<StorageSettings> opened = new ArrayList<>();
    private Instant now = Instant.now();

    /** Keeps files as a bucket with retention does, and writes down until when. */
    private final class RecordingStorage extends ForwardingStorage {
        private final @Nullable Retention retention;

        RecordingStorage(@Nullable Retention retention) {
            super(new LocalStorage(folder.resolve("bucket")));
            this.retention = retention;
        }

        @Override
        public void save(StoredFile file, Content content) throws IOException {
            super.save(file, content);
            if (retention != null && Retention.appliesTo(file.type())) {
                retained.put(file, now.plus(retention.period()));
            }
        }

        @Override
        public void delete(StoredFile file) throws IOException {
            if (retainedUntil(file).filter(until -> until.isAfter(now)).isPresent()) {
                throw new StorageRefusedException(file.path() + " is retained");
            }
            super.delete(file);
            retained.remove(file);
        }

        @Override
        public Optional<Instant> retainedUntil(StoredFile file) {
            return Optional.ofNullable(retained.get(file));
        }

        @Override
        public void retain(StoredFile file, Instant until) {
            retained.merge(file, until, (known, wanted) -> known.isAfter(wanted) ? known : wanted);
        }
    }

    private final Repositories repositories = new Repositories(
            new Storages((location, settings) -> {
                opened.add(settings);
                return new RecordingStorage(settings.retention());
            }),
            new Secrets(null, name -> "a passphrase"));

    @Test
    void everyNewFileIsKeptByAStorageThatCan() throws IOException {
        repositories.openOrCreate(policy(BUCKET, LOCK)).close();
        repositories.openOrCreate(policy("gs:backups:/crm", LOCK)).close();

        assertThat(opened)
                .extracting(StorageSettings::retention)
                .containsOnly(new Retention(Retention.Mode.GOVERNANCE, LOCK));
        assertThat(retained.keySet()).extracting(StoredFile::type).contains(FileType.CONFIG, FileType.KEY);
    }

    @Test
    void aFolderIsOpenedWithoutOneAndSoIsEverythingWithoutALock() throws IOException {
        repositories.openOrCreate(policy("/srv/backups", LOCK)).close();
        repositories.openOrCreate(policy("sftp:backup@nas:/srv/crm", LOCK)).close();
        repositories.openOrCreate(policy(BUCKET, null)).close();

        assertThat(opened).extracting(StorageSettings::retention).containsOnlyNulls();
        assertThat(prune(policy("/srv/backups", LOCK)).forgotten()).isEmpty();
        assertThat(retained).isEmpty();
    }

    @Test
    void aPruneKeepsLongerWhatIsNeededAndNotWhatIsOnItsWayOut() throws Exception {
        BackupPolicy policy = policy(BUCKET, LOCK);
        ObjectId first = backUp(policy, "one");
        Instant before = now;
        List<StoredFile> old = retained.keySet().stream()
                .filter(file -> file.type() == FileType.PACK)
                .toList();
        now = now.plus(LOCK).plusSeconds(60);
        ObjectId second = backUp(policy, "two");

        assertThat(prune(policy).forgotten())
                .extracting(PruneTask.Forgotten::snapshot)
                .containsExactly(first.toString());

        assertThat(old).extracting(retained::get).contains(before.plus(LOCK), now.plus(LOCK));
        assertThat(retained)
                .containsEntry(StoredFile.CONFIG, now.plus(LOCK))
                .containsEntry(snapshot(second), now.plus(LOCK))
                .doesNotContainKey(snapshot(first));
    }

    @Test
    void aSnapshotThatTheStorageKeepsStays() throws Exception {
        BackupPolicy policy = policy(BUCKET, LOCK);
        ObjectId first = backUp(policy, "one");
        now = now.plus(LOCK).plusSeconds(60);
        backUp(policy, "two");
        retained.put(snapshot(first), now.plusSeconds(3600));

        assertThat(prune(policy).forgotten()).isEmpty();
        assertThatThrownBy(() -> prune(policy, first.toString())).hasMessageContaining("the storage keeps it until");
        assertThat(retained).containsEntry(snapshot(first), now.plusSeconds(3600));
    }

    private static StoredFile snapshot(ObjectId id) {
        return new StoredFile(FileType.SNAPSHOT, id.toString());
    }

    /** One file that is always the same, and one that is not. */
    private ObjectId backUp(BackupPolicy policy, String content) throws IOException {
        Path source = createDirectories(folder.resolve("source"));
        byte[] same = new byte[500_000];
        new Random(1).nextBytes(same);
        write(source.resolve("same"), same);
        writeString(source.resolve("other"), content);
        FileTreeBackupRequest request = FileTreeBackupRequest.of("host", List.of(source))
                .withTags(SnapshotTags.of("crm", policy, policy.sources().getFirst(), "run-" + content))
                .withClock(clock());
        try (ResticRepository repository = repositories.openOrCreate(policy)) {
            return new FileTreeBackup(repository, request)
                    .run(ProgressListener.NONE)
                    .snapshot()
                    .id();
        }
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private PruneTask.Output prune(BackupPolicy policy, String... named) throws IOException {
        try {
            return new PruneHandler(repositories, clock())
                    .run(new PruneTask("crm", "prune", policy, List.of(named), List.of(), false), new SilentContext());
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static BackupPolicy policy(String location, @Nullable Duration lock) {
        return new BackupPolicy(
                "nightly",
                "live",
                new RepositorySpec(location, "PASSPHRASE", null, false, lock),
                List.of(new BackupSource.Files("uploads", List.of("/srv"), List.of())),
                null,
                LAST,
                null,
                null,
                LimitsSpec.NONE,
                HooksSpec.NONE,
                ObjectivesSpec.NONE,
                null,
                null,
                null,
                AnomalySpec.DEFAULT,
                List.of());
    }
}
