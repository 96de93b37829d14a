package io.slipway.backup.mongodb.exchange;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.Progress;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.Sample;
import io.slipway.backup.mongodb.archive.ArchiveException;
import io.slipway.backup.mongodb.archive.ArchiveHeader;
import io.slipway.backup.mongodb.archive.ArchiveWriter;
import io.slipway.backup.mongodb.archive.ArchivedCollection;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.DumpResult;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.restore.MongoRestore;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.snapshot.Consistency;
import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArchiveExchangeIT {
    private static final SnapshotLabels LABELS = SnapshotLabels.of("crm", List.of("kind=mongodb"));

    private final MemoryRepository repository = new MemoryRepository();
    private SimulatedReplicaSet set;
    private MongoClient client;
    private DumpResult dump;

    @BeforeEach
    void start() throws IOException {
        set = SimulatedReplicaSet.start();
        client = MongoClients.create(set.connectionString());
        Sample.write(client, 3000);
        dump = new MongoDump(client, repository, Clock.systemUTC())
                .run(DumpRequest.everything(LABELS), ProgressListener.NONE);
    }

    @AfterEach
    void stop() {
        client.close();
        set.close();
    }

    private byte[] export(NamespaceSelection selection, StoredSnapshot snapshot) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ArchiveExport(MongoSnapshot.open(repository, snapshot.snapshot()))
                .write(selection, out, ProgressListener.NONE);
        return out.toByteArray();
    }

    private DumpResult take(byte[] archive) throws IOException {
        return new ArchiveImport(repository, Clock.systemUTC())
                .run(new ByteArrayInputStream(archive), LABELS, ProgressListener.NONE);
    }

    @Test
    void theExportOfEverythingIsTheArchiveInTheSnapshot() throws IOException {
        TreeBrowser tree =
                new TreeBrowser(repository, dump.snapshot().snapshot().tree());
        assertThat(export(NamespaceSelection.ALL, dump.snapshot()))
                .isEqualTo(tree.open("dump.archive").readAllBytes());
    }

    @Test
    void whatIsExportedAndImportedIsTheSameSnapshotAgain() throws IOException {
        long before = repository.bytes();
        DumpResult imported = take(export(NamespaceSelection.ALL, dump.snapshot()));
        assertThat(imported.manifest().namespaces()).isEqualTo(dump.manifest().namespaces());
        assertThat(imported.manifest().consistency().kind()).isEqualTo(Consistency.Kind.OPLOG_INCLUDED);
        assertThat(repository.bytes() - before).isLessThan(30_000);
        client.getDatabase("crm").drop();
        client.getDatabase("shop").drop();
        assertThat(new MongoRestore(client)
                        .run(
                                MongoSnapshot.open(
                                        repository, imported.snapshot().snapshot()),
                                RestoreRequest.everything(),
                                ProgressListener.NONE)
                        .differences())
                .isEmpty();
    }

    @Test
    void aPartIsExportedWithoutTheOplog() throws IOException {
        Manifest manifest = take(export(NamespaceSelection.of("crm.contacts", "crm.named"), dump.snapshot()))
                .manifest();
        assertThat(manifest.namespaces())
                .extracting(NamespaceContent::namespace)
                .containsExactly(new Namespace("crm", "contacts"), new Namespace("crm", "named"));
        assertThat(manifest.consistency().kind()).isEqualTo(Consistency.Kind.AS_POSSIBLE);
        assertThat(manifest.remarks()).anyMatch(remark -> remark.contains("The archive has no oplog"));
        assertThatThrownBy(() -> export(NamespaceSelection.of("other"), dump.snapshot()))
                .hasMessageContaining("Nothing in the snapshot is called so");
    }

    @Test
    void aCompressedArchiveIsTakenAsWell() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(export(NamespaceSelection.ALL, dump.snapshot()));
        }
        assertThat(take(out.toByteArray()).manifest().documents())
                .isEqualTo(dump.manifest().documents());
    }

    @Test
    void collectionsThatAreInterleavedAreSortedOut() throws IOException {
        Namespace one = new Namespace("a", "one");
        Namespace two = new Namespace("a", "two");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveWriter writer = new ArchiveWriter(
                out,
                new ArchiveHeader(2, "8.0.4", "test"),
                List.of(new ArchivedCollection(two, "", "collection"), new ArchivedCollection(one, "", "collection")));
        byte[] document = {12, 0, 0, 0, 0x10, 'n', 0, 1, 0, 0, 0, 0};
        for (int i = 0; i < 60_000; i++) {
            document[7] = (byte) i;
            writer.write(i % 3 == 0 ? one : two, document, 0, document.length);
        }
        writer.end(one);
        writer.end(two);
        writer.finish();
        Manifest manifest = take(out.toByteArray()).manifest();
        assertThat(manifest.find(one).orElseThrow().documents()).isEqualTo(20_000);
        assertThat(manifest.find(two).orElseThrow().documents()).isEqualTo(40_000);
    }

    @Test
    void aDamagedArchiveIsNotTaken() throws IOException {
        byte[] whole = export(NamespaceSelection.ALL, dump.snapshot());
        int snapshots = repository.snapshots().size();
        assertThatThrownBy(() -> take(Arrays.copyOf(whole, whole.length / 2))).isInstanceOf(ArchiveException.class);
        whole[whole.length / 2] ^= 1;
        assertThatThrownBy(() -> take(whole)).isInstanceOf(ArchiveException.class);
        assertThatThrownBy(() -> take("nothing like it".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("does not begin as an archive of mongodump does");
        assertThat(repository.snapshots()).hasSize(snapshots);
    }

    @Test
    void anArchiveWhoseListMakesNoSenseIsNotTaken() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Namespace one = new Namespace("a", "one");
        ArchiveWriter writer = new ArchiveWriter(
                out,
                new ArchiveHeader(1, "8.0.4", "test"),
                List.of(new ArchivedCollection(one, "{\"indexes\": 5", "")));
        writer.end(one);
        assertThatThrownBy(() -> take(out.toByteArray()))
                .isInstanceOf(MongoBackupException.class)
                .hasMessageContaining("what it says of a.one cannot be read");
    }

    @Test
    void anExportOfADamagedSnapshotIsNoArchive() throws IOException {
        TreeBrowser tree =
                new TreeBrowser(repository, dump.snapshot().snapshot().tree());
        repository.flipBit(tree.node("crm/contacts.bson").blobs().getFirst());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveExport export =
                new ArchiveExport(MongoSnapshot.open(repository, dump.snapshot().snapshot()));
        assertThatThrownBy(() -> export.write(NamespaceSelection.ALL, out, ProgressListener.NONE))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> take(out.toByteArray())).isInstanceOf(ArchiveException.class);
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        List<Progress> heard = new ArrayList<>();
        new ArchiveExport(MongoSnapshot.open(repository, dump.snapshot().snapshot()))
                .write(NamespaceSelection.ALL, new ByteArrayOutputStream(), heard::add);
        assertThat(heard.getLast().bytes()).isEqualTo(dump.manifest().bytes());
        assertThat(heard.getLast().phase()).isEqualTo(Progress.Phase.EXPORT);
    }
}
