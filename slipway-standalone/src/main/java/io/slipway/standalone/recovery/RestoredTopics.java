package io.slipway.standalone.recovery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.slipway.backup.kafka.KafkaImport;
import io.slipway.backup.kafka.KafkaManifest;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.location.StorageLocation;
import io.slipway.backup.storage.location.StorageOpener;
import io.slipway.backup.storage.location.StorageSettings;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.events.Topics;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.topics.TopicProvisioner;

/**
 * Restores Slipway's own topics into a fresh data folder, which {@code slipway up --data-folder} then goes on from. A process
 * of its own, because it needs a broker and ends; nothing of Slipway runs meanwhile, so that nothing is done to anybody.
 *
 * <p>Arguments: location of the repository, id of the snapshot, data folder. The first line of standard input is the passphrase.
 */
public final class RestoredTopics {
    /** Where the backup-service puts them in a snapshot. */
    private static final String FOLDER = "kafka";

    private RestoredTopics() {}

    public static void main(String[] arguments) {
        try {
            KafkaManifest manifest = restore(arguments[0], arguments[1], Path.of(arguments[2]));
            System.out.println(manifest.topics().size() + " topics as they were at " + manifest.takenAt());
            System.exit(0);
        } catch (IOException | RuntimeException e) {
            System.out.println(String.valueOf(e.getMessage()));
            System.exit(1);
        }
    }

    private static KafkaManifest restore(String location, String snapshot, Path data) throws IOException {
        char[] passphrase = passphrase();
        try (Repository repository = ResticRepository.open(
                StorageOpener.ofThisProcess().open(StorageLocation.parse(location), StorageSettings.DEFAULT),
                passphrase)) {
            TreeBrowser tree = new TreeBrowser(
                    repository, repository.snapshot(snapshot).snapshot().tree());
            Files.createDirectories(data);
            try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(data.resolve("kafka"))) {
                KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers(), "restore");
                new TopicProvisioner(settings).provision(Topics.withDeadLetters());
                return new KafkaImport(settings.client("restore"))
                        .restore(tree, FOLDER, (topic, partition, records) -> {});
            }
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private static char[] passphrase() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? new char[0] : line.toCharArray();
    }
}
