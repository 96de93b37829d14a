package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import org.bson.BsonTimestamp;
import org.bson.Document;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.oplog.MongoOplogSource;
import io.slipway.backup.mongodb.oplog.OplogSlicer;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.oplog.SliceResult;
import io.slipway.backup.mongodb.oplog.SliceSnapshots;
import io.slipway.backup.mongodb.oplog.SlicerSettings;
import io.slipway.backup.mongodb.restore.NamespaceMapping;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever happens to a database: it is restored as it was at the point in time, or not at all. */
class PointInTimePropertyIT {
    private static final List<String> TAGS = List.of("application=crm");
    private static final RestoreRequest REQUEST = new RestoreRequest(
            NamespaceSelection.of("crm"), NamespaceMapping.database("crm", "crm_restored"), false, false, true, 2);

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void everyPointInTimeIsRestoredOrRefused(@ForAll long seed) throws IOException {
        try (SimulatedReplicaSet set = SimulatedReplicaSet.start(
                        SimulatedReplicaSet.Settings.defaults().withNoopEvery(Duration.ofMillis(20)));
                SimulatedReplicaSet other = SimulatedReplicaSet.start();
                MongoClient source = MongoClients.create(set.connectionString());
                MongoClient target = MongoClients.create(other.connectionString())) {
            new History(new Random(seed), set, source, target).run();
        }
    }

    private static final class History {
        private final Random random;
        private final SimulatedReplicaSet set;
        private final MongoClient source;
        private final MongoClient target;
        private final Workload workload;
        private final MemoryRepository repository = new MemoryRepository();
        private final SliceSnapshots slices = new SliceSnapshots(repository, "crm", TAGS, Instant::now);
        private final OplogSlicer slicer;
        private final TreeMap<OplogTime, DatabaseState> states = new TreeMap<>();

        History(Random random, SimulatedReplicaSet set, MongoClient source, MongoClient target) {
            this.random = random;
            this.set = set;
            this.source = source;
            this.target = target;
            this.workload = new Workload(random, source, "crm");
            SlicerSettings settings = new SlicerSettings(
                    Duration.ofSeconds(60), random.nextBoolean() ? 16 << 20 : 2_000, Duration.ofSeconds(60));
            this.slicer = new OplogSlicer(new MongoOplogSource(source), slices, settings, Instant::now);
        }

        void run() throws IOException {
            if (random.nextBoolean()) {
                set.operationsPerEntry(2);
            }
            act(15);
            slicer.begin("a test");
            act(10);
            dump();
            for (int i = 0; i < 5; i++) {
                act(8);
                slice();
                if (random.nextInt(3) == 0) {
                    failOver();
                }
            }
            slice();
            restoreSome();
        }

        private void act(int times) {
            for (int i = 0; i < times; i++) {
                workload.anything();
                note();
            }
        }

        /** Remembers what the database is now, with no write in between. */
        private void note() {
            OplogTime time = now();
            DatabaseState state = DatabaseState.of(source.getDatabase("crm"));
            states.put(time, state);
        }

        private OplogTime now() {
            return OplogTime.of(new BsonTimestamp(set.lastOperation()));
        }

        private void slice() throws IOException {
            SliceResult result = slicer.slice();
            assertThat(result).isNotInstanceOf(SliceResult.OplogLost.class);
        }

        private void dump() throws IOException {
            List<String> tags = new ArrayList<>(TAGS);
            tags.add(DumpBases.KIND);
            boolean own = random.nextBoolean();
            DumpRequest request = new DumpRequest(
                    own ? NamespaceSelection.ALL : NamespaceSelection.of("crm"),
                    false,
                    own,
                    2,
                    SnapshotLabels.of("crm", tags));
            new MongoDump(source, repository, Clock.systemUTC()).run(request, progress -> workload.withoutRenames());
            note();
        }

        /** A member without the newest writes takes over. */
        private void failOver() {
            set.holdMajority();
            OplogTime kept = now();
            workload.write();
            workload.write();
            try {
                set.failOver();
            } catch (IllegalStateException e) {
                // One of the writes made a collection, which the simulation cannot take back.
                set.releaseMajority();
                note();
                return;
            }
            states.tailMap(kept, false).clear();
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> source.getDatabase("admin")
                            .runCommand(new Document("ping", 1))
                            .containsKey("ok"));
        }

        private void restoreSome() throws IOException {
            DumpBases bases = new DumpBases(repository, TAGS);
            OplogTime consistent = bases.bases().getFirst().to();
            List<OplogTime> times =
                    new ArrayList<>(states.tailMap(consistent, true).keySet());
            for (int i = 0; i < 3; i++) {
                OplogTime time = times.get(random.nextInt(times.size()));
                target.getDatabase("crm_restored").drop();
                try {
                    restore(bases, RecoveryTarget.after(time));
                } catch (NotRestorableException e) {
                    assertThat(e.ranges())
                            .isNotEmpty()
                            .noneMatch(range -> !time.isBefore(range.first()) && !time.isAfter(range.last()));
                    continue;
                }
                assertThat(DatabaseState.of(target.getDatabase("crm_restored")))
                        .as("state after %s", time)
                        .isEqualTo(states.get(time));
            }
            states.headMap(consistent, false)
                    .keySet()
                    .forEach(time -> assertThat(refused(bases, time)).isTrue());
        }

        private boolean refused(DumpBases bases, OplogTime time) {
            try {
                new PointInTimeRestore(target, bases, slices).plan(RecoveryTarget.after(time));
                return false;
            } catch (IOException | NotRestorableException e) {
                return true;
            }
        }

        /** Killed every now and then, and started again. */
        private void restore(DumpBases bases, RecoveryTarget point) throws IOException, NotRestorableException {
            Replay.Batches batches = new Replay.Batches(1 << 20, 1 + random.nextInt(20));
            while (true) {
                ReplayTarget mongo = new MongoReplayTarget(target);
                ReplayTarget mortal = new FailingTarget(mongo, 5 + random.nextInt(30));
                PointInTimeRestore restore = new PointInTimeRestore(target, bases, slices, mortal, batches);
                try {
                    restore.restore(restore.plan(point), REQUEST, ProgressListener.NONE);
                    return;
                } catch (FailingTarget.Killed e) {
                    if (random.nextInt(4) == 0) {
                        PointInTimeRestore whole = new PointInTimeRestore(target, bases, slices, mongo, batches);
                        whole.restore(whole.plan(point), REQUEST, ProgressListener.NONE);
                        return;
                    }
                }
            }
        }
    }
}
