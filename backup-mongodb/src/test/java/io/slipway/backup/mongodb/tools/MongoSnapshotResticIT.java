package io.slipway.backup.mongodb.tools;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.Sample;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.DumpResult;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.exchange.ArchiveExport;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.restic.Restic;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import static org.assertj.core.api.Assertions.assertThat;

/** A dump can be had with restic alone. */
class MongoSnapshotResticIT {
    @TempDir
    Path directory;

    @Test
    void resticChecksADumpAndGivesItsArchive() throws IOException {
        Restic.require();
        Path folder = directory.resolve("repository");
        byte[] archive;
        try (SimulatedReplicaSet set = SimulatedReplicaSet.start();
                MongoClient client = MongoClients.create(set.connectionString());
                Repository repository = ResticRepository.create(new LocalStorage(folder), "secret".toCharArray())) {
            Sample.write(client, 20_000);
            DumpResult dump = new MongoDump(client, repository, Clock.systemUTC())
                    .run(
                            DumpRequest.everything(SnapshotLabels.of("crm", List.of("application=crm"))),
                            ProgressListener.NONE);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new ArchiveExport(MongoSnapshot.open(repository, dump.snapshot().snapshot()))
                    .write(NamespaceSelection.ALL, out, ProgressListener.NONE);
            archive = out.toByteArray();
        }
        Restic restic = new Restic(folder, "secret");
        restic.run("check", "--read-data");
        assertThat(restic.run("dump", "latest", "dump.archive").output()).isEqualTo(archive);
        assertThat(restic.run("ls", "latest").text())
                .contains("/crm/contacts.bson", "/crm/contacts.metadata.json", "/oplog.bson", "/slipway.json");
        assertThat(restic.run("snapshots", "--tag", "application=crm").text()).contains("/mongodb/crm");
        Path out = directory.resolve("out");
        restic.run("restore", "latest", "--target", out.toString(), "--include", "/shop");
        assertThat(Files.size(out.resolve("shop/orders.bson"))).isPositive();
    }
}
