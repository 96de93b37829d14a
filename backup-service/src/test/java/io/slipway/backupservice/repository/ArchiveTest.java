package io.slipway.backupservice.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.files.FileTreeBackup;
import io.slipway.backup.files.FileTreeBackupRequest;
import io.slipway.backup.files.ProgressListener;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.ForwardingStorage;
import io.slipway.backup.storage.FrozenFileException;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.storage.Readiness;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.location.StorageSettings;
import io.slipway.backupservice.secrets.Secrets;
import io.slipway.backupservice.work.Handlers;
import io.slipway.backupservice.work.PruneHandler;
import io.slipway.events.backup.ArchivedPacks;
import io.slipway.events.backup.RestoreTarget;
import io.slipway.events.backup.policy.AnomalySpec;
import io.slipway.events.backup.policy.ArchiveSpec;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.HooksSpec;
import io.slipway.events.backup.policy.LimitsSpec;
import io.slipway.events.backup.policy.ObjectivesSpec;
import io.slipway.events.backup.policy.PruneSpec;
import io.slipway.events.backup.policy.RepositorySpec;
import io.slipway.events.backup.policy.RetentionSpec;
import io.slipway.events.backup.policy.ScheduleSpec;
import io.slipway.events.backup.task.PruneTask;
import io.slipway.events.backup.task.RestoreTask;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a policy says of old data, in a storage that has classes. */
class ArchiveTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private final Map<StoredFile, String> classes = new ConcurrentHashMap<>();
    private final Map<StoredFile, Instant> thawed = new ConcurrentHashMap<>();
    private final List<StorageSettings> opened = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private Instant now = Instant.now();

    /** Keeps classes as S3 does; of those, DEEP_ARCHIVE takes twelve hours. */
    private final class ClassedStorage extends ForwardingStorage {
        ClassedStorage() {
            super(new LocalStorage(folder.resolve("bucket")));
        }

        private boolean isFrozen(StoredFile file) {
            return "DEEP_ARCHIVE".equals(classes.get(file));
        }

        @Override
        public void list(FileType type, Consumer<Listed> files) throws IOException {
            super.list(
                    type,
                    listed -> files.accept(new Listed(
                            listed.file(), listed.length(), classes.get(listed.file()), isFrozen(listed.file()))));
        }

        @Override
        public InputStream open(StoredFile file, long offset, long length) throws IOException {
            if (!readiness(file).isReady()) {
                throw new FrozenFileException(file.path() + " is frozen", new IOException("frozen"));
            }
            return super.open(file, offset, length);
        }

        @Override
        public void moveTo(StoredFile file, String storageClass) {
            classes.put(file, storageClass);
        }

        @Override
        public boolean canFreeze() {
            return true;
        }

        @Override
        public Readiness readiness(StoredFile file) {
            Instant ready = thawed.get(file);
            if (!isFrozen(file) || (ready != null && !ready.isAfter(now))) {
                return Readiness.READY;
            }
            return new Readiness(
                    ready == null ? Readiness.State.FROZEN : Readiness.State.THAWING, Duration.ofHours(12));
        }

        @Override
        public void thaw(StoredFile file, Duration keep) {
            thawed.put(file, now.plus(Duration.ofHours(12)));
        }
    }

    private final Secrets secrets = new Secrets(null, name -> "a passphrase");
    private final Repositories repositories = new Repositories(
            new Storages((location, settings) -> {
                opened.add(settings);
                return new ClassedStorage();
            }),
            secrets);

    @Test
    void aPruneMovesWhatIsOldEnoughAndSaysHowMuch() throws Exception {
        BackupPolicy policy = policy(new ArchiveSpec(DAY.multipliedBy(90), "GLACIER_IR"));
        backUp(policy, 1);
        now = now.plus(DAY.multipliedBy(91));
        backUp(policy, 2);

        ArchivedPacks would = prune(policy, true).archived();
        assertThat(classes).isEmpty();
        ArchivedPacks archived = prune(policy, false).archived();

        assertThat(archived).isEqualTo(would);
        assertThat(archived.tier()).isEqualTo("GLACIER_IR");
        assertThat(archived.moved()).isPositive().isEqualTo(archived.packs()).isEqualTo(classes.size());
        assertThat(archived.movedBytes()).isGreaterThan(400_000).isEqualTo(archived.bytes());
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains(archived.moved() + " packs", "were moved to GLACIER_IR"));
        assertThat(prune(policy, false).archived().moved()).isZero();
        assertThat(opened).extracting(StorageSettings::packClass).containsOnlyNulls();
    }

    @Test
    void withoutAnAgeNewDataGoesThereAtOnceAndAPruneMovesNothing() throws Exception {
        BackupPolicy policy = policy(new ArchiveSpec(Duration.ZERO, "GLACIER_IR"));
        backUp(policy, 1);
        assertThat(prune(policy, false).archived()).isNull();
        assertThat(opened).extracting(StorageSettings::packClass).containsOnly("GLACIER_IR");
    }

    @Test
    void aRestoreOfWhatIsFrozenAsksForItAndSaysWhenToComeBack() throws Exception {
        BackupPolicy policy = policy(new ArchiveSpec(DAY, "DEEP_ARCHIVE"));
        backUp(policy, 1);
        now = now.plus(DAY.multipliedBy(2));
        assertThat(prune(policy, false).archived().moved()).isPositive();

        assertThatThrownBy(() -> restore(policy, true)).hasMessageContaining("takes up to 12 hours");
        assertThat(thawed).isEmpty();
        assertThatThrownBy(() -> restore(policy, false))
                .isInstanceOfSatisfying(
                        TaskFailedException.class,
                        failure -> assertThat(failure.retryable()).isFalse())
                .hasMessageContaining("come back in 12 hours");
        assertThat(thawed).hasSameSizeAs(classes);

        now = now.plus(Duration.ofHours(12));
        assertThat(restore(policy, false).files()).isEqualTo(1);
        try (var files = Files.walk(folder.resolve("restored"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasBinaryContent(content(1)));
        }
    }

    private static byte[] content(int seed) {
        byte[] content = new byte[500_000];
        new Random(seed).nextBytes(content);
        return content;
    }

    private void backUp(BackupPolicy policy, int seed) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.write(source.resolve("file"), content(seed));
        FileTreeBackupRequest request = FileTreeBackupRequest.of("host", List.of(source))
                .withTags(SnapshotTags.of("crm", policy, policy.sources().getFirst(), "run-" + seed))
                .withClock(Clock.fixed(now, ZoneOffset.UTC));
        try (ResticRepository repository = repositories.openOrCreate(policy)) {
            new FileTreeBackup(repository, request).run(ProgressListener.NONE);
        }
    }

    private PruneTask.Output prune(BackupPolicy policy, boolean dryRun) throws Exception {
        return new PruneHandler(repositories, () -> now)
                .run(new PruneTask("crm", "prune", policy, List.of(), List.of(), dryRun), new Following());
    }

    @SuppressWarnings("unchecked") // By its type, which says what its input is.
    private RestoreTask.Output restore(BackupPolicy policy, boolean dryRun) throws Exception {
        TaskHandler<RestoreTask, RestoreTask.Output> handler = Handlers.of(
                        repositories,
                        secrets,
                        KafkaSettings.of("127.0.0.1:1", "test"),
                        folder.resolve("scratch"),
                        null,
                        Clock.fixed(now, ZoneOffset.UTC))
                .stream()
                .filter(known -> known.type().equals(RestoreTask.TYPE))
                .map(known -> (TaskHandler<RestoreTask, RestoreTask.Output>) known)
                .findFirst()
                .orElseThrow();
        RestoreTarget target = new RestoreTarget(folder.resolve("restored").toString(), null, Map.of());
        return handler.run(
                new RestoreTask("crm", "restore", policy, "latest", null, List.of(), null, target, dryRun, false),
                new Following());
    }

    private final class Following extends SilentContext {
        @Override
        public void log(String line) {
            lines.add(line);
        }
    }

    private static BackupPolicy policy(ArchiveSpec archive) {
        ScheduleSpec weekly = new ScheduleSpec("0 5 * * 0", ZoneId.of("UTC"), Duration.ZERO);
        return new BackupPolicy(
                "nightly",
                "live",
                new RepositorySpec("s3:https://s3.example.org/backups/crm", "PASSPHRASE", null, false, null),
                List.of(new BackupSource.Files("uploads", List.of("/srv"), List.of())),
                null,
                RetentionSpec.ALL,
                new PruneSpec(weekly, DAY),
                archive,
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
