package io.slipway.backup.mongodb.oplog;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.archive.BsonStream;
import io.slipway.backup.repository.ObjectId;
import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Slices of a simulated replica set's oplog, whatever happens to it meanwhile. */
class OplogSlicerIT {
    private static final SlicerSettings SETTINGS =
            new SlicerSettings(Duration.ofSeconds(60), 16 << 20, Duration.ofSeconds(60));

    private final MemoryRepository repository = new MemoryRepository();
    private SimulatedReplicaSet set;
    private MongoClient client;
    private MongoCollection<BsonDocument> contacts;
    private SliceSnapshots store;
    private int next;

    @BeforeEach
    void start() {
        connect(Clock.systemUTC());
        store = store();
    }

    private void connect(Clock clock) {
        set = SimulatedReplicaSet.start(
                SimulatedReplicaSet.Settings.defaults().withClock(clock).withNoopEvery(Duration.ofMillis(100)));
        client = MongoClients.create(set.connectionString());
        contacts = client.getDatabase("crm").getCollection("contacts", BsonDocument.class);
    }

    @AfterEach
    void stop() {
        client.close();
        set.close();
    }

    /** As a process that starts again has it. */
    private SliceSnapshots store() {
        return new SliceSnapshots(repository, "crm", List.of("application=crm", "source=database"), Instant::now);
    }

    private OplogSlicer slicer(SliceStore into, SlicerSettings settings) {
        return new OplogSlicer(new MongoOplogSource(client), into, settings, Instant::now);
    }

    private SliceResult slice() throws IOException {
        return slicer(store(), SETTINGS).slice();
    }

    private Slice sliced() throws IOException {
        SliceResult result = slice();
        assertThat(result).isInstanceOf(SliceResult.Sliced.class);
        return ((SliceResult.Sliced) result).slice();
    }

    private SliceResult.OplogLost lost() throws IOException {
        SliceResult result = slice();
        assertThat(result).isInstanceOf(SliceResult.OplogLost.class);
        return (SliceResult.OplogLost) result;
    }

    private void write(int documents) {
        for (int i = 0; i < documents; i++) {
            contacts.insertOne(new BsonDocument("_id", new BsonInt32(next++)).append("name", new BsonString("Ada")));
        }
    }

    /** All entries that the slices of the newest timeline hold, and that each is what its checksum says. */
    private List<BsonDocument> kept() throws IOException {
        Timeline timeline = store().newest().orElseThrow();
        List<BsonDocument> entries = new ArrayList<>();
        for (Slice slice : timeline.slices()) {
            try (InputStream in = store().open(timeline, slice)) {
                byte[] bytes = in.readAllBytes();
                assertThat(OplogSlicer.sha256(bytes)).isEqualTo(slice.sha256());
                BsonStream stream = new BsonStream(new BufferedInputStream(new ByteArrayInputStream(bytes)));
                while (stream.next()) {
                    entries.add(
                            new RawBsonDocument(stream.buffer(), 0, stream.length()).decode(new BsonDocumentCodec()));
                }
            }
        }
        return entries;
    }

    /** What the oplog has that is worth keeping, until the end of the newest slice. */
    private List<BsonDocument> expected() throws IOException {
        Timeline timeline = store().newest().orElseThrow();
        BsonTimestamp from = timeline.start().time().bson();
        BsonTimestamp to = timeline.next().time().bson();
        List<BsonDocument> entries = new ArrayList<>();
        client.getDatabase("local")
                .getCollection("oplog.rs", BsonDocument.class)
                .find(new Document("op", new Document("$ne", "n"))
                        .append("ts", new Document("$gte", from).append("$lte", to)))
                .into(entries);
        return entries;
    }

    @Test
    void slicesJoinWithoutAGapAndWithNothingTwice() throws IOException {
        write(5);
        Slice first = sliced();
        write(20);
        Slice second = sliced();
        write(3);
        Slice third = sliced();

        assertThat(first.first()).isTrue();
        assertThat(second.from()).isEqualTo(first.to());
        assertThat(third.from()).isEqualTo(second.to());
        assertThat(kept()).isEqualTo(expected()).hasSizeGreaterThanOrEqualTo(23);
    }

    @Test
    void theSnapshotsOfAnHourGrowOutOfEachOther() throws IOException {
        write(1);
        sliced();
        write(1);
        sliced();
        write(1);
        sliced();

        Map<ObjectId, Timeline> parts = store().parts();
        int hours = (int) parts.values().stream()
                .flatMap(part -> part.slices().stream())
                .map(slice -> slice.to().time().seconds() / 3600)
                .distinct()
                .count();
        Set<ObjectId> superfluous = OplogRetention.superfluous(parts, List.of());
        assertThat(parts.size() - superfluous.size()).isEqualTo(hours);
        parts.keySet().removeAll(superfluous);
        assertThat(parts.values().stream().flatMap(part -> part.slices().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        store().newest().orElseThrow().slices());
    }

    @Test
    void whatNoMajorityHasWaits() throws IOException {
        write(2);
        set.holdMajority();
        write(2);
        Slice slice = sliced();
        assertThat(slice.to().time().bson().getValue()).isLessThanOrEqualTo(set.majorityPoint());
        int before = kept().size();

        set.releaseMajority();
        sliced();
        assertThat(kept()).isEqualTo(expected()).hasSize(before + 2);
    }

    @Test
    void whatAFailoverTakesBackIsInNoSlice() throws IOException {
        write(2);
        sliced();
        set.holdMajority();
        write(2);
        slice();
        set.failOver();
        write(2);

        sliced();
        assertThat(kept()).isEqualTo(expected());
        assertThat(kept().getLast().getInt64("t").getValue()).isEqualTo(2);
    }

    @Test
    void anOplogThatRolledOverNeedsANewTimeline() throws IOException {
        write(2);
        Slice before = sliced();
        write(5);
        set.rollOver(2);

        SliceResult.OplogLost lost = lost();
        assertThat(lost.end()).isEqualTo(before.to());
        assertThat(lost.message()).contains("are gone").contains("oplog begins with");
        assertThat(store().newest().orElseThrow().next()).isEqualTo(before.to());

        Timeline begun = slicer(store(), SETTINGS).begin("the oplog rolled over");
        write(1);
        Slice after = sliced();
        assertThat(store().newest().orElseThrow().id()).isEqualTo(begun.id());
        assertThat(after.first()).isTrue();
        assertThat(store().timelines()).hasSize(2);
        assertThat(kept()).isEqualTo(expected());
    }

    @Test
    void anotherHistoryIsNoticed() throws IOException {
        write(2);
        sliced();
        client.close();
        set.close();
        connect(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(10)));
        write(2);

        assertThat(lost().message()).containsAnyOf("rolled back or restored", "are gone");
    }

    @Test
    void aBrokenConnectionCostsNothingButTime() throws IOException {
        write(2);
        sliced();
        write(2);
        int snapshots = repository.snapshots().size();
        // The find is tried again by the driver, so the second read is the first batch that is not.
        set.slowReads(Duration.ofMillis(1));
        set.cutOnRead(2);
        try {
            slice();
        } catch (MongoException e) {
            assertThat(repository.snapshots()).hasSize(snapshots);
        }
        set.stepDown();
        set.stepUp();

        slice();
        assertThat(kept()).isEqualTo(expected());
    }

    @Test
    void aSliceIsNoLongerThanItMay() throws IOException {
        write(50);
        OplogSlicer slicer = slicer(store, new SlicerSettings(Duration.ofSeconds(60), 500, Duration.ofSeconds(60)));
        slicer.begin("a test");
        write(50);
        int slices = 0;
        while (slicer.slice() instanceof SliceResult.Sliced sliced
                && sliced.slice().entries() > 0) {
            assertThat(sliced.slice().bytes()).isLessThan(1000);
            slices++;
        }
        assertThat(slices).isGreaterThan(10);
        assertThat(kept()).isEqualTo(expected()).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void aTimelineBeginsWithTheOldestOpenTransaction() throws IOException {
        write(1);
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            contacts.insertOne(session, new BsonDocument("_id", new BsonString("prepared")));
            client.getDatabase("admin").runCommand(session, new Document("prepareTransaction", 1));
            write(1);
            sliced();
            session.commitTransaction();
        }
        write(1);
        sliced();

        assertThat(kept().getFirst().getDocument("o").getFirstKey()).isEqualTo("applyOps");
        assertThat(kept()).isEqualTo(expected());
    }

    @Test
    void withoutAnEntryBeyondTheEndNothingIsKept() {
        try (SimulatedReplicaSet silent = SimulatedReplicaSet.start(
                        SimulatedReplicaSet.Settings.defaults().withNoopEvery(Duration.ZERO));
                MongoClient other = MongoClients.create(silent.connectionString())) {
            other.getDatabase("crm").getCollection("contacts").insertOne(new Document());
            OplogSlicer slicer = new OplogSlicer(
                    new MongoOplogSource(other),
                    store,
                    new SlicerSettings(Duration.ofSeconds(60), 16 << 20, Duration.ofMillis(300)),
                    Instant::now);

            assertThatThrownBy(slicer::slice).isInstanceOf(IOException.class).hasMessageContaining("read to its end");
        }
    }

    @Test
    void whereItIsKilledItGoesOn() throws IOException {
        write(3);
        sliced();
        for (CrashingStore.Point point : CrashingStore.Point.values()) {
            write(3);
            assertThatThrownBy(() ->
                            slicer(new CrashingStore(store(), point), SETTINGS).slice())
                    .isInstanceOf(CrashingStore.Killed.class);
            write(3);
            slice();
            assertThat(kept()).isEqualTo(expected());
        }
        assertThat(kept()).hasSizeGreaterThanOrEqualTo(3 + 2 * 3 * CrashingStore.Point.values().length - 3);
    }

    @Test
    void theRecoveryPointIsTheAgeOfTheNewestSlice() throws IOException {
        OplogSlicer later = new OplogSlicer(
                new MongoOplogSource(client),
                store,
                SETTINGS,
                () -> Instant.now().plusSeconds(90));
        assertThat(later.recoveryPoint()).isEmpty();
        write(1);
        sliced();

        assertThat(later.recoveryPoint().orElseThrow()).isBetween(Duration.ofSeconds(89), Duration.ofMinutes(5));
    }
}
