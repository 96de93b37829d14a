package io.slipway.backup.mongodb.dump;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.Progress;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.ServerUnderTest;
import io.slipway.backup.mongodb.archive.ArchiveConsumer;
import io.slipway.backup.mongodb.archive.ArchiveHeader;
import io.slipway.backup.mongodb.archive.ArchiveReader;
import io.slipway.backup.mongodb.archive.ArchivedCollection;
import io.slipway.backup.mongodb.snapshot.Consistency;
import io.slipway.backup.mongodb.snapshot.ContentHash;
import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.Tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MongoDumpIT {
    private static final SnapshotLabels LABELS =
            SnapshotLabels.of("crm", List.of("application=crm", "source=database", "kind=mongodb"));

    private final MemoryRepository repository = new MemoryRepository();
    private ServerUnderTest server;

    @BeforeEach
    void start() {
        server = new ServerUnderTest();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private DumpResult dump(NamespaceSelection selection, ProgressListener listener) throws IOException {
        DumpRequest request = new DumpRequest(selection, false, true, 3, LABELS);
        return new MongoDump(server.client(), repository, Clock.systemUTC()).run(request, listener);
    }

    private Map<String, Node> files(StoredSnapshot snapshot) throws IOException {
        Map<String, Node> files = new TreeMap<>();
        for (Node node : Tree.load(repository, snapshot.snapshot().tree()).nodes()) {
            if (node.isDirectory()) {
                Tree.load(repository, node.tree())
                        .nodes()
                        .forEach(file -> files.put(node.name() + "/" + file.name(), file));
            } else {
                files.put(node.name(), node);
            }
        }
        return files;
    }

    private byte[] content(Node file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ObjectId blob : file.blobs()) {
            out.writeBytes(repository.load(BlobType.DATA, blob));
        }
        assertThat(file.size()).isEqualTo(out.size());
        return out.toByteArray();
    }

    @Test
    void aSnapshotHasTheFilesThatMongodumpWritesAndAllOfThemAsAnArchive() throws IOException {
        server.fill("crm.contacts", 3000);
        server.fill("shop.orders", 20);
        server.collection("crm.contacts").createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
        server.collection("crm.empty").insertOne(new BsonDocument("_id", new BsonInt32(1)));
        server.collection("crm.empty").deleteOne(new BsonDocument());

        DumpResult result = dump(NamespaceSelection.ALL, ProgressListener.NONE);

        Map<String, Node> files = files(result.snapshot());
        assertThat(files.keySet())
                .containsExactlyInAnyOrder(
                        "crm/contacts.bson",
                        "crm/contacts.metadata.json",
                        "crm/empty.bson",
                        "crm/empty.metadata.json",
                        "shop/orders.bson",
                        "shop/orders.metadata.json",
                        "dump.archive",
                        "prelude.json",
                        "slipway.json");
        assertThat(result.snapshot().snapshot().paths()).containsExactly("/mongodb/crm");
        assertThat(result.snapshot().snapshot().tags()).contains("application=crm", "kind=mongodb");
        assertThat(files.get("crm/empty.bson").size()).isZero();
        BsonDocument metadata = BsonDocument.parse(text(files.get("crm/contacts.metadata.json")));
        assertThat(metadata.getString("collectionName").getValue()).isEqualTo("contacts");
        assertThat(metadata.getArray("indexes")).hasSize(2);

        ReadBack archive = readBack(content(files.get("dump.archive")));
        assertThat(archive.collections).hasSize(3);
        List<BsonDocument> contacts = server.collection("crm.contacts").find().into(new ArrayList<>());
        assertThat(archive.documents.get(new Namespace("crm", "contacts"))).isEqualTo(contacts);
        assertThat(archive.documents.get(new Namespace("shop", "orders"))).hasSize(20);
    }

    @Test
    void theArchiveCostsNoSpace() throws IOException {
        server.fill("crm.contacts", 20_000);
        DumpResult result = dump(NamespaceSelection.ALL, ProgressListener.NONE);
        Map<String, Node> files = files(result.snapshot());
        assertThat(files.get("dump.archive").blobs())
                .containsAll(files.get("crm/contacts.bson").blobs());
        long documents = result.manifest().bytes();
        assertThat(files.get("dump.archive").size()).isGreaterThan(documents);
        assertThat(repository.bytes()).isBetween(documents, documents + 20_000);
    }

    @Test
    void anUnchangedCollectionIsNotStoredTwice() throws IOException {
        server.fill("crm.contacts", 20_000);
        dump(NamespaceSelection.ALL, ProgressListener.NONE);
        long once = repository.bytes();
        dump(NamespaceSelection.ALL, ProgressListener.NONE);
        assertThat(repository.bytes() - once).isLessThan(20_000);
    }

    @Test
    void theManifestSaysWhatIsInTheSnapshotAndHowConsistentItIs() throws IOException {
        server.fill("crm.contacts", 500);
        DumpResult result = dump(NamespaceSelection.ALL, ProgressListener.NONE);
        Manifest manifest = Manifest.parse(content(files(result.snapshot()).get("slipway.json")));
        assertThat(manifest).isEqualTo(result.manifest());
        assertThat(manifest.serverVersion()).isEqualTo("5.0.0");
        assertThat(manifest.topology()).isEqualTo("STANDALONE");
        assertThat(manifest.consistency().kind()).isEqualTo(Consistency.Kind.AS_POSSIBLE);
        assertThat(manifest.remarks()).anyMatch(remark -> remark.contains("A single server has no oplog"));
        NamespaceContent contacts =
                manifest.find(new Namespace("crm", "contacts")).orElseThrow();
        ContentHash hash = new ContentHash();
        long bytes = 0;
        for (RawBsonDocument document : server.client()
                .getDatabase("crm")
                .getCollection("contacts", RawBsonDocument.class)
                .find()) {
            byte[] raw = new byte[document.getByteBuffer().remaining()];
            document.getByteBuffer().get(raw);
            hash.add(raw, 0, raw.length);
            bytes += raw.length;
        }
        SnapshotSummary summary = result.snapshot().snapshot().summary();
        assertThat(summary).isNotNull();
        assertThat(summary.totalBytesProcessed()).isEqualTo(bytes);
        assertThat(contacts.documents()).isEqualTo(500);
        assertThat(contacts.bytes()).isEqualTo(bytes);
        assertThat(contacts.contentHash()).isEqualTo(hash.value().toString());
        assertThat(contacts.collectionMetadata().indexes()).hasSize(1);
    }

    @Test
    void onlyWhatIsSelectedIsDumpedAndNeverWhatIsTheServersOwn() throws IOException {
        server.fill("crm.contacts", 5);
        server.fill("crm.log", 5);
        server.fill("shop.orders", 5);
        server.fill("local.things", 5);
        server.fill("config.things", 5);
        assertThat(dump(NamespaceSelection.ALL, ProgressListener.NONE)
                        .manifest()
                        .namespaces())
                .extracting(NamespaceContent::database)
                .containsOnly("crm", "shop");
        assertThat(dump(new NamespaceSelection(List.of("crm"), List.of("crm.log")), ProgressListener.NONE)
                        .manifest()
                        .namespaces())
                .extracting(NamespaceContent::namespace)
                .containsExactly(new Namespace("crm", "contacts"));
    }

    @Test
    void nothingThereIsAnEmptySnapshotThatCanBeRead() throws IOException {
        DumpResult result = dump(NamespaceSelection.ALL, ProgressListener.NONE);
        assertThat(readBack(content(files(result.snapshot()).get("dump.archive"))).collections)
                .isEmpty();
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        server.fill("crm.contacts", 2000);
        List<Progress> heard = new ArrayList<>();
        DumpResult result = dump(NamespaceSelection.ALL, heard::add);
        assertThat(heard).isNotEmpty();
        assertThat(heard.getLast().documents()).isEqualTo(2000);
        assertThat(heard.getLast().bytes()).isEqualTo(result.manifest().bytes());
        assertThat(heard.getLast().phase()).isEqualTo(Progress.Phase.DUMP);
    }

    @Test
    void aServerThatVanishesMidwayLeavesNoSnapshot() {
        server.fill("crm.contacts", 30_000);
        assertThatThrownBy(() -> dump(NamespaceSelection.ALL, once(server::kill)))
                .isInstanceOf(MongoBackupException.class)
                .hasMessageContaining("crm.contacts failed after")
                .hasMessageContaining("There is no snapshot of this dump");
        assertThat(repository.snapshots()).isEmpty();
    }

    @Test
    void anInterruptEndsItWithoutASnapshot() throws InterruptedException {
        server.fill("crm.contacts", 30_000);
        FutureTask<DumpResult> task = new FutureTask<>(() -> {
            Thread self = Thread.currentThread();
            return dump(NamespaceSelection.ALL, once(self::interrupt));
        });
        Thread thread = new Thread(task);
        thread.start();
        assertThatThrownBy(task::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedIOException.class);
        thread.join();
        assertThat(repository.snapshots()).isEmpty();
    }

    private static ProgressListener once(Runnable action) {
        return new ProgressListener() {
            private boolean done;

            @Override
            public void progressed(Progress progress) {
                if (!done) {
                    done = true;
                    action.run();
                }
            }
        };
    }

    private String text(Node file) throws IOException {
        return new String(content(file), StandardCharsets.UTF_8);
    }

    private static ReadBack readBack(byte[] archive) throws IOException {
        ReadBack read = new ReadBack();
        ArchiveReader.read(new ByteArrayInputStream(archive), read);
        return read;
    }

    private static final class ReadBack implements ArchiveConsumer {
        private final List<ArchivedCollection> collections = new ArrayList<>();
        private final Map<Namespace, List<BsonDocument>> documents = new TreeMap<>();

        @Override
        public void begin(ArchiveHeader header, List<ArchivedCollection> listed) {
            collections.addAll(listed);
        }

        @Override
        public void document(Namespace namespace, byte[] buffer, int offset, int length) {
            BsonDocument copy = new BsonDocument();
            new RawBsonDocument(Arrays.copyOfRange(buffer, offset, offset + length)).forEach(copy::append);
            documents.computeIfAbsent(namespace, key -> new ArrayList<>()).add(copy);
        }

        @Override
        public void end(Namespace namespace, long crc) {
            documents.putIfAbsent(namespace, List.of());
        }
    }
}
