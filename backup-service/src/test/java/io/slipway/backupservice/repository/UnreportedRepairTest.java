package io.slipway.backupservice.repository;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.files.FileTreeBackup;
import io.slipway.backup.files.FileTreeBackupRequest;
import io.slipway.backup.files.ProgressListener;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backupservice.secrets.Secrets;
import io.slipway.backupservice.work.RepairHandler;
import io.slipway.events.backup.policy.AnomalySpec;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.HooksSpec;
import io.slipway.events.backup.policy.LimitsSpec;
import io.slipway.events.backup.policy.ObjectivesSpec;
import io.slipway.events.backup.policy.RepositorySpec;
import io.slipway.events.backup.policy.RetentionSpec;
import io.slipway.events.backup.task.PruneTask;
import io.slipway.events.backup.task.RepairTask;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker that dies after a repair has told nobody what is lost. */
class UnreportedRepairTest {
    @TempDir
    private Path folder;

    private Repositories repositories;
    private BackupPolicy policy;
    private ObjectId snapshot;

    @BeforeEach
    void damage() throws Exception {
        repositories = new Repositories(
                new Storages((location, settings) -> new LocalStorage(folder.resolve("repository"))),
                new Secrets(null, name -> "a passphrase"));
        policy = policy();
        Path source = Files.createDirectories(folder.resolve("source"));
        byte[] picture = new byte[300_000];
        new Random(1).nextBytes(picture);
        Files.write(source.resolve("picture"), picture);
        try (ResticRepository repository = repositories.openOrCreate(policy)) {
            snapshot = new FileTreeBackup(
                            repository,
                            FileTreeBackupRequest.of("host", List.of(source))
                                    .withTags(SnapshotTags.of(
                                            "crm", policy, policy.sources().getFirst(), "run-1")))
                    .run(ProgressListener.NONE)
                    .snapshot()
                    .id();
        }
        try (var packs = Files.walk(folder.resolve("repository/data")).filter(Files::isRegularFile)) {
            for (Path pack : packs.toList()) {
                byte[] bytes = Files.readAllBytes(pack);
                if (bytes.length > picture.length) {
                    bytes[1000] ^= 1;
                    pack.toFile().setWritable(true);
                    Files.write(pack, bytes);
                }
            }
        }
    }

    private RepairTask.Output repair(String run, @Nullable List<String> unreported) throws Exception {
        return new RepairHandler(repositories, InstantSource.system())
                .run(new RepairTask("crm", run, policy, List.of(), unreported), new SilentContext());
    }

    @Test
    void theNextAttemptSaysWhatTheOneBeforeLost() throws Exception {
        RepairTask.Output never = repair("repair-1", null);
        assertThat(never.lost()).singleElement().asString().contains("picture");

        RepairTask.Output told = repair("repair-1", null);

        assertThat(told.lost()).isEqualTo(never.lost());
        assertThat(told.replaced()).extracting(PruneTask.Forgotten::snapshot).containsExactly(snapshot.toString());
        assertThat(told.summary()).contains("1 of them in a repair that gave no result");
        assertThat(told.left()).isEmpty();
    }

    @Test
    void theNextRepairSaysWhatOneThatEndedWithoutAResultLostAndNoneSaysItAgain() throws Exception {
        RepairTask.Output never = repair("repair-1", null);

        assertThat(repair("repair-2", List.of("repair-1")).lost()).isEqualTo(never.lost());
        RepairTask.Output later = repair("repair-3", List.of());
        assertThat(later.lost()).isEmpty();
        assertThat(later.replaced()).isEmpty();
    }

    private static BackupPolicy policy() {
        return new BackupPolicy(
                "nightly",
                "live",
                new RepositorySpec("/srv/backups", "PASSPHRASE", null, false, null),
                List.of(new BackupSource.Files("uploads", List.of("/srv"), List.of())),
                null,
                RetentionSpec.ALL,
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
