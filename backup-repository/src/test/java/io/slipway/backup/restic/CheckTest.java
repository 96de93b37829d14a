package io.slipway.backup.restic;

import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.CheckReport;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.check.Finding;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.MemoryStorage;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.StoredFile;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CheckTest {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-26T08:00:00Z");
    private static final Map<String, byte[]> FILES =
            Map.of("a/one", TestBackups.content(1, 100_000), "two", TestBackups.content(2, 60_000));

    private final MemoryStorage storage = new MemoryStorage();
    private final ResticRepository repository;
    private final StoredSnapshot snapshot;

    CheckTest() throws IOException {
        repository = ResticRepository.create(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);
        snapshot = TestBackups.backUp(repository, TIME, FILES);
    }

    private CheckReport check(DataToRead data) throws IOException {
        return repository.check(data, WorkListener.NONE);
    }

    @Test
    void findsNothingInAWholeRepository() throws IOException {
        TestBackups.backUp(repository, TIME.plusDays(1), Map.of("three", TestBackups.content(3, 50_000)));

        CheckReport report = check(new DataToRead.Everything());
        assertThat(report.findings()).isEmpty();
        assertThat(report.isWhole()).isTrue();
        assertThat(report.snapshots()).isEqualTo(2);
        assertThat(report.trees()).isEqualTo(3);
        assertThat(report.packsRead()).isEqualTo(report.packs()).isPositive();
        assertThat(report.bytesRead()).isEqualTo(report.packBytes());
    }

    /** Any bit of any file: the check names the file. */
    @Property(tries = 150)
    void findsAndNamesEveryFlippedBit(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        StoredFile file = any(random);
        byte[] bytes = storage.read(file);
        int bit = random.nextInt(bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);

        assertNamed(file, bytes);
    }

    @Property(tries = 60)
    void findsAndNamesEveryTruncatedFile(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        StoredFile file = any(random);
        byte[] bytes = storage.read(file);

        assertNamed(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }

    private StoredFile any(Random random) throws IOException {
        FileType[] types = {FileType.PACK, FileType.PACK, FileType.INDEX, FileType.SNAPSHOT, FileType.KEY};
        List<Listed> files = Samples.list(storage, types[random.nextInt(types.length)]);
        return files.get(random.nextInt(files.size())).file();
    }

    private void assertNamed(StoredFile file, byte[] damaged) throws IOException {
        byte[] before = storage.read(file);
        storage.replace(file, damaged);
        CheckReport report = check(new DataToRead.Everything());
        storage.replace(file, before);

        assertThat(report.isWhole()).isFalse();
        assertThat(report.findings())
                .filteredOn(Finding::isDamage)
                .anySatisfy(finding -> assertThat(finding.file()).isEqualTo(file.path()));
        assertThat(report.findings())
                .filteredOn(finding -> finding.kind() == Finding.Kind.BLOB_DAMAGED)
                .allSatisfy(finding -> assertThat(finding.message()).contains(file.name()));
    }

    @Test
    void saysWhichSnapshotsALostPackHits() throws IOException {
        StoredSnapshot other =
                TestBackups.backUp(repository, TIME.plusDays(1), Map.of("x", TestBackups.content(9, 100)));
        for (Listed pack : Samples.list(storage, FileType.PACK)) {
            byte[] bytes = storage.read(pack.file());
            storage.delete(pack.file());
            CheckReport report = check(new DataToRead.Nothing());
            storage.replace(pack.file(), bytes);

            assertThat(report.findings()).extracting(Finding::kind).contains(Finding.Kind.PACK_MISSING);
            assertThat(report.findings().getFirst().message())
                    .contains(pack.file().name());
        }
        byte[] content = FILES.get("two");
        ObjectId lost = ObjectId.hash(content, 0, 40_000);
        damage(lost);

        CheckReport report = check(new DataToRead.Everything());
        assertThat(report.findings())
                .filteredOn(finding -> lost.equals(finding.blob()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.snapshots())
                        .containsExactly(snapshot.id().brief())
                        .doesNotContain(other.id().brief()));
    }

    /** Flips a bit in the middle of a blob, wherever it is. */
    private void damage(ObjectId blob) throws IOException {
        for (Listed pack : Samples.list(storage, FileType.PACK)) {
            byte[] whole = storage.read(pack.file());
            for (int at = 100; at < whole.length; at += 2000) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 1;
                storage.replace(pack.file(), damaged);
                try {
                    open().load(BlobType.DATA, blob);
                } catch (DamagedException e) {
                    assertThat(e).hasMessageContaining(pack.file().name());
                    return;
                }
            }
            storage.replace(pack.file(), whole);
        }
        throw new AssertionError("no pack has it");
    }

    private ResticRepository open() throws IOException {
        return ResticRepository.open(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    @Test
    void readsAroundADamagedCopyAndSaysSo() throws IOException {
        byte[] content = FILES.get("two");
        ObjectId blob = ObjectId.hash(content, 0, 40_000);
        // Somebody who does not know of the first backup's index writes the same blobs again.
        List<Listed> indexes = Samples.list(storage, FileType.INDEX);
        byte[] index = storage.read(indexes.getFirst().file());
        storage.delete(indexes.getFirst().file());
        ResticRepository ignorant = open();
        try (Upload upload = ignorant.upload()) {
            TestBackups.save(upload, FILES);
            upload.flush();
        }
        storage.replace(indexes.getFirst().file(), index);
        for (Listed pack : Samples.list(storage, FileType.PACK).subList(0, 1)) {
            byte[] bytes = storage.read(pack.file());
            for (int at = 0; at < bytes.length; at += 100) {
                bytes[at] ^= 1;
            }
            storage.replace(pack.file(), bytes);
        }

        assertThat(open().load(BlobType.DATA, blob)).isEqualTo(Arrays.copyOf(content, 40_000));
        CheckReport report = check(new DataToRead.Everything());
        assertThat(report.isWhole()).isFalse();
        assertThat(report.findings())
                .filteredOn(finding -> finding.kind() == Finding.Kind.BLOB_DAMAGED)
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.message()).contains("has a whole copy");
                    assertThat(finding.snapshots()).isEmpty();
                });
    }

    @Test
    void takesWhatACrashLeftForNoDamage() throws IOException {
        Samples.random(1, 1000).saveTo(storage, FileType.PACK);
        CheckReport report = check(new DataToRead.Everything());
        assertThat(report.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.PACK_UNKNOWN);
        assertThat(report.isWhole()).isTrue();
    }

    /** Whoever reads the part of each day has read every pack after that many days. */
    @Property(tries = 100)
    void rotatesThroughEverything(
            @ForAll @IntRange(min = 1, max = 256) int days, @ForAll @IntRange(max = 30_000) int day) {
        List<Listed> packs = packs(300);
        Set<String> read = new TreeSet<>();
        int sum = 0;
        for (int i = 0; i < days; i++) {
            List<Listed> part = DataToRead.rotating(LocalDate.ofEpochDay(day + i), days)
                    .choose(packs, RandomGenerator.getDefault());
            part.forEach(pack -> read.add(pack.file().name()));
            sum += part.size();
        }
        assertThat(read).hasSize(300);
        assertThat(sum).isEqualTo(300);
    }

    private static List<Listed> packs(int count) {
        List<Listed> packs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            packs.add(new Listed(
                    new StoredFile(
                            FileType.PACK,
                            ObjectId.hash(new byte[] {(byte) i, (byte) (i >> 8)})
                                    .toString()),
                    100));
        }
        return packs;
    }

    @Test
    void readsAsMuchAsIsWanted() {
        RandomGenerator random = new Random(1);
        assertThat(new DataToRead.Percent(10).choose(packs(300), random)).hasSize(30);
        assertThat(new DataToRead.Percent(0.1).choose(packs(300), random)).hasSize(1);
        assertThat(new DataToRead.Bytes(1050).choose(packs(300), random)).hasSize(11);
        assertThat(new DataToRead.Bytes(Long.MAX_VALUE).choose(packs(300), random))
                .hasSize(300);
        assertThatThrownBy(() -> new DataToRead.Part(0, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataToRead.Part(1, 300)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataToRead.Percent(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
