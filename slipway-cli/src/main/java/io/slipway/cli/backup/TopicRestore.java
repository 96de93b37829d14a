package io.slipway.cli.backup;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

import io.slipway.backup.kafka.KafkaImport;
import io.slipway.backup.kafka.KafkaManifest;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;

/** Restores topics into an empty cluster, and says what came of it. */
record TopicRestore(Terminal terminal) {
    private static final String FOLDER = "kafka";

    ExitCode run(ResticRepository repository, StoredSnapshot stored, RestoreOptions options, String bootstrap)
            throws IOException {
        if (options.overwrite || !options.include.isEmpty()) {
            throw new IllegalArgumentException(
                    "topics go into an empty cluster, all together, because what is on one of"
                            + " them stands for what is on others: leave --overwrite and --include out");
        }
        TreeBrowser tree = new TreeBrowser(repository, stored.snapshot().tree());
        KafkaManifest manifest = manifest(tree, stored);
        String amount = manifest.records() + " records of " + manifest.topics().size() + " topics, and the places of "
                + manifest.groups().size() + " groups";
        if (options.dryRun) {
            terminal.err()
                    .println("would restore " + amount + " of " + stored.id().brief() + " to " + bootstrap
                            + ", which was not asked whether it is empty");
            return ExitCode.DONE;
        }
        Instant begun = Instant.now();
        try (TransferProgress progress = new TransferProgress(terminal, "restoring", InstantSource.system())) {
            restore(tree, bootstrap, options.copies, manifest, progress);
        }
        terminal.err()
                .println("✓ restored " + amount + " of " + stored.id().brief() + " to " + bootstrap + " in "
                        + Words.of(Duration.between(begun, Instant.now()))
                        + "; services can be started on it now");
        if (!manifest.atOneMoment()) {
            terminal.err()
                    .println(
                            "· The cluster was never quiet when the export was taken: nothing is missing, and some events"
                                    + " may come twice.");
        }
        return ExitCode.DONE;
    }

    private static KafkaManifest manifest(TreeBrowser tree, StoredSnapshot stored) throws IOException {
        try {
            return KafkaImport.manifest(tree, FOLDER);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    stored.id().brief() + " holds no topics: slipway backup list names the kind of each snapshot", e);
        }
    }

    private static void restore(
            TreeBrowser tree, String bootstrap, short copies, KafkaManifest manifest, TransferProgress progress)
            throws IOException {
        long[] done = {0};
        long total = manifest.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .mapToLong(KafkaManifest.PartitionContent::bytes)
                .sum();
        Map<String, KafkaManifest.TopicContent> topics =
                manifest.topics().stream().collect(Collectors.toMap(KafkaManifest.TopicContent::name, topic -> topic));
        new KafkaImport(Map.of("bootstrap.servers", bootstrap))
                .creatingTopics(copies)
                .restore(tree, FOLDER, (topic, partition, _) -> {
                    done[0] += topics.get(topic).partitions().get(partition).bytes();
                    progress.show(done[0], total, topic);
                });
    }
}
