package io.slipway.backup.restic;

import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.CheckReport;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.MemoryStorage;
import io.slipway.backup.storage.RetrySettings;
import io.slipway.backup.storage.RetryingStorage;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.fault.CuttingStorage;
import io.slipway.backup.storage.fault.FlakyStorage;
import io.slipway.backup.storage.fault.FullStorage;
import io.slipway.backup.storage.fault.LateListingStorage;
import io.slipway.backup.tree.TreeBrowser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Backups to storages that go wrong in known ways: nothing is lost, and the next run ends the work. */
class StorageFaultsTest {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-26T08:00:00+01:00");
    private static final RetrySettings SOON = new RetrySettings(30, Duration.ofMillis(1), Duration.ofMillis(4));

    private final MemoryStorage memory = new MemoryStorage();

    @BeforeEach
    void createRepository() throws IOException {
        ResticRepository.create(memory, TestBackups.PASSPHRASE, TestBackups.OPTIONS)
                .close();
    }

    private static Map<String, byte[]> files(int seed, int count) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int number = 0; number < count; number++) {
            files.put("folder/" + seed + "-" + number, TestBackups.content(seed * 100L + number, 150_000));
        }
        return files;
    }

    private static ResticRepository open(Storage storage) throws IOException {
        return ResticRepository.open(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    private static StoredSnapshot backUp(Storage storage, Map<String, byte[]> files) throws IOException {
        try (ResticRepository repository = open(storage)) {
            return TestBackups.backUp(repository, TIME, files);
        }
    }

    private static void assertReads(Repository repository, StoredSnapshot snapshot, Map<String, byte[]> files)
            throws IOException {
        TreeBrowser tree = new TreeBrowser(repository, snapshot.snapshot().tree());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try (var in = tree.open("/" + file.getKey())) {
                assertThat(in.readAllBytes()).isEqualTo(file.getValue());
            }
        }
    }

    private void assertClean() throws IOException {
        try (ResticRepository repository = open(memory)) {
            CheckReport report = repository.check(new DataToRead.Everything(), WorkListener.NONE);
            assertThat(report.isWhole()).as("%s", report.findings()).isTrue();
        }
    }

    @Test
    void endsWellWhereOneRequestInTenFails() throws IOException {
        FlakyStorage flaky = new FlakyStorage(new CuttingStorage(memory, 10), 10);
        Storage storage = new RetryingStorage(flaky, SOON);
        for (int run = 0; run < 3; run++) {
            Map<String, byte[]> files = files(run, 12);
            StoredSnapshot snapshot = backUp(storage, files);
            try (ResticRepository repository = open(storage)) {
                assertReads(repository, snapshot, files);
            }
        }
        assertThat(flaky.failures()).isGreaterThan(5);
        assertThat(Samples.list(memory, FileType.SNAPSHOT)).hasSize(3);
        assertThat(Samples.list(memory, FileType.LOCK)).isEmpty();
        assertClean();
    }

    @Test
    void losesNothingWhereListingsAreLate() throws IOException {
        LateListingStorage late = new LateListingStorage(memory);
        Map<String, byte[]> first = files(1, 8);
        Map<String, byte[]> second = files(2, 8);
        StoredSnapshot one = backUp(late, first);
        StoredSnapshot two = backUp(late, second);

        assertThat(Samples.list(late, FileType.SNAPSHOT)).isEmpty();
        late.catchUp();
        try (ResticRepository repository = open(late)) {
            assertThat(repository.snapshots()).hasSize(2);
            assertReads(repository, one, first);
            assertReads(repository, two, second);
        }
        assertClean();
    }

    @Test
    void saysThatThereIsNoRoomAndGoesOnWhenThereIs() throws IOException {
        Map<String, byte[]> before = files(1, 8);
        StoredSnapshot kept = backUp(memory, before);
        FullStorage full = new FullStorage(memory, 1_000_000);
        Map<String, byte[]> more = files(2, 30);

        assertThatThrownBy(() -> backUp(new RetryingStorage(full, SOON), more))
                .isInstanceOf(IOException.class)
                .rootCause()
                .isInstanceOf(StorageRefusedException.class)
                .hasMessageContaining("no space left for data/");
        assertThat(Samples.list(memory, FileType.SNAPSHOT)).hasSize(1);
        try (ResticRepository repository = open(memory)) {
            assertReads(repository, kept, before);
        }
        assertClean();
        int packs = Samples.list(memory, FileType.PACK).size();

        full.makeRoom(1L << 30);
        try (ResticRepository repository = open(full)) {
            repository.adopt();
            try (Upload upload = repository.upload()) {
                StoredSnapshot snapshot =
                        upload.finish(TestBackups.snapshot(TestBackups.save(upload, more), TIME, List.of()));
                assertReads(repository, snapshot, more);
                assertThat(upload.figures().dataBlobs())
                        .as("what had arrived is not uploaded again")
                        .isLessThan(30 * 4);
            }
        }
        assertThat(Samples.list(memory, FileType.PACK).size()).isGreaterThan(packs);
        assertClean();
    }
}
