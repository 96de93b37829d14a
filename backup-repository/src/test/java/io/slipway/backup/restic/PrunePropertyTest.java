package io.slipway.backup.restic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.check.Finding;
import io.slipway.backup.repository.prune.PruneOptions;
import io.slipway.backup.repository.upload.UploadOptions;
import io.slipway.backup.storage.MemoryStorage;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.fault.SteppingClock;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.Tree;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A prune never removes what a snapshot needs: histories of backups, forgotten snapshots and prunes, in which processes die
 * between any two operations on the storage, and backups end between any two operations of a prune, and the other way round.
 */
class PrunePropertyTest {
    private static final int FILES = 12;
    private static final UploadOptions ONE_AFTER_THE_OTHER =
            TestBackups.OPTIONS.upload().withPackBytes(1 << 16).withWorkers(1).withConnections(1);

    private final MemoryStorage storage = new MemoryStorage();
    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-11-26T08:00:00Z"));
    private final RepositoryOptions options =
            TestBackups.OPTIONS.withClock(clock.withZone(ZoneOffset.UTC)).withUpload(ONE_AFTER_THE_OTHER);

    PrunePropertyTest() throws IOException {
        ResticRepository.create(storage, TestBackups.PASSPHRASE, options);
    }

    private ResticRepository open(Storage through) throws IOException {
        return ResticRepository.open(through, TestBackups.PASSPHRASE, options);
    }

    @Property(tries = 50)
    void whatASnapshotNeedsIsNeverRemoved(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (int step = 0; step < 6; step++) {
            switch (random.nextInt(6)) {
                case 0 -> mayDie(random, this::backUp);
                case 1 -> mayDie(random, (repository, dice) -> prune(repository, dice));
                case 2 -> pruneInTheMiddleOfABackup(random);
                case 3 -> backupEndsInTheMiddleOfAPrune(random);
                case 4 -> prunesWhileABackupRuns(random);
                default -> forgetSome(random);
            }
            assertEverySnapshotCanBeRead();
            clock.step(Duration.ofMinutes(random.nextInt(3) == 0 ? random.nextInt(4000) : random.nextInt(20)));
        }
        clock.step(Duration.ofHours(1));
        open(storage).prune(PruneOptions.DEFAULT, WorkListener.NONE);
        assertResticWouldFindNothing();
    }

    /** Holds after every prune that nobody died in, or beside. */
    private void assertResticWouldFindNothing() throws IOException {
        assertThat(open(storage)
                        .check(new DataToRead.Nothing(), WorkListener.NONE)
                        .findings())
                .filteredOn(Finding::isDamage)
                .isEmpty();
    }

    private interface Act {
        void on(ResticRepository repository, Random random) throws IOException;
    }

    private void mayDie(Random random, Act act) throws IOException {
        Storage through = random.nextBoolean() ? storage : DyingStorage.dyingAfter(storage, random.nextInt(60));
        try {
            act.on(open(through), random);
        } catch (IOException e) {
            assertDied(e);
        }
    }

    /** Or gave way to somebody who was killed a moment ago and whose lock is still there, or was told to start again. */
    private static void assertDied(IOException e) {
        assertThat(e)
                .hasStackTraceContaining(
                        e.getMessage().contains("locked")
                                        || e.getMessage().contains("Run it again")
                                        || e.getMessage().contains("could not be renewed")
                                ? e.getMessage()
                                : "killed");
    }

    private void backUp(ResticRepository repository, Random random) throws IOException {
        try (Upload upload = repository.upload()) {
            upload.finish(snapshot(TestBackups.save(upload, files(random))));
        }
    }

    private io.slipway.backup.repository.Snapshot snapshot(ObjectId tree) {
        return TestBackups.snapshot(tree, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), List.of());
    }

    private static Map<String, byte[]> files(Random random) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < FILES; i++) {
            if (random.nextInt(3) == 0) {
                files.put("f" + i % 3 + "/" + i, TestBackups.content(i, 9000 + i));
            }
        }
        return files;
    }

    private void prune(ResticRepository repository, Random random) throws IOException {
        repository.prune(
                PruneOptions.DEFAULT
                        .withGrace(Duration.ofMinutes(random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(2000)))
                        .withMaxUnused(random.nextInt(3) / 2.0),
                WorkListener.NONE);
    }

    private void pruneInTheMiddleOfABackup(Random random) throws IOException {
        Random inner = new Random(random.nextLong());
        boolean[] pruned = {false};
        DyingStorage through = DyingStorage.interruptedAfter(
                storage,
                random.nextInt(40),
                () -> quietly(() -> {
                    clock.step(Duration.ofMinutes(inner.nextInt(20)));
                    prune(open(storage), inner);
                    pruned[0] = true;
                }));
        boolean backedUp = quietly(() -> backUp(open(through), random));
        if (pruned[0] && backedUp) {
            assertResticWouldFindNothing();
        }
    }

    private void backupEndsInTheMiddleOfAPrune(Random random) throws IOException {
        boolean[] backedUp = {true};
        boolean pruned = quietly(() -> {
            try (Upload upload = open(storage).upload()) {
                ObjectId tree = TestBackups.save(upload, files(random));
                clock.step(Duration.ofMinutes(random.nextInt(20)));
                forgetSome(random);
                DyingStorage through = DyingStorage.interruptedAfter(
                        storage,
                        random.nextInt(60),
                        () -> backedUp[0] = quietly(() -> {
                            upload.finish(snapshot(tree));
                        }));
                prune(open(through), random);
            }
        });
        if (pruned && backedUp[0]) {
            assertResticWouldFindNothing();
        }
    }

    /** The first marks what the backup relies on, the next ones find that the grace time has passed. */
    private void prunesWhileABackupRuns(Random random) throws IOException {
        quietly(() -> {
            try (Upload upload = open(storage).upload()) {
                ObjectId tree = TestBackups.save(upload, files(random));
                forgetSome(random);
                for (int i = 0; i < 3; i++) {
                    clock.step(Duration.ofMinutes(random.nextInt(14)));
                    open(storage).prune(PruneOptions.DEFAULT.withGrace(Duration.ofMinutes(1)), WorkListener.NONE);
                }
                upload.finish(snapshot(tree));
            }
        });
    }

    private interface Dangerous {
        void run() throws IOException;
    }

    /** Whether it went well. */
    private static boolean quietly(Dangerous action) {
        try {
            action.run();
            return true;
        } catch (IOException e) {
            assertDied(e);
            return false;
        }
    }

    private void forgetSome(Random random) throws IOException {
        ResticRepository repository = open(storage);
        List<ObjectId> some = new ArrayList<>();
        for (StoredSnapshot stored : repository.snapshots()) {
            if (random.nextInt(3) == 0) {
                some.add(stored.id());
            }
        }
        repository.forget(some);
    }

    private void assertEverySnapshotCanBeRead() {
        try {
            ResticRepository repository = open(storage);
            for (StoredSnapshot stored : repository.snapshots()) {
                read(repository, stored.snapshot().tree());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(ResticRepository repository, ObjectId tree) throws IOException {
        for (Node node : Tree.load(repository, tree).nodes()) {
            if (node.isDirectory()) {
                read(repository, node.tree());
            }
            for (ObjectId blob : node.blobs()) {
                repository.load(BlobType.DATA, blob);
            }
        }
    }
}
