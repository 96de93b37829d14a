package io.slipway.backupservice.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.content.ChunkedContentSaver;
import io.slipway.backup.kafka.KafkaExport;
import io.slipway.backup.kafka.KafkaImport;
import io.slipway.backup.kafka.KafkaManifest;
import io.slipway.backup.kafka.KafkaRehearsal;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.backup.tree.VirtualTree;
import io.slipway.backupservice.secrets.Secrets;
import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.backup.DrillCheck;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.kit.kafka.KafkaSettings;

/** Topics of a Kafka cluster that are Slipway's own. */
final class KafkaKind implements SourceKind<BackupSource.Kafka> {
    private static final String FOLDER = "kafka";
    private static final String BOOTSTRAP = "bootstrap.servers";

    private final KafkaSettings settings;
    private final Secrets secrets;
    private final @Nullable ScratchKafka scratch;
    private final Clock clock;

    /**
     * @param settings of the cluster that this service itself is on
     * @param scratch null where no cluster can be started for drills
     */
    KafkaKind(KafkaSettings settings, Secrets secrets, @Nullable ScratchKafka scratch, Clock clock) {
        this.scratch = scratch;
        this.settings = settings;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public SnapshotFacts take(BackupSource.Kafka source, Taking taking) throws IOException {
        OffsetDateTime start = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (Upload upload = taking.repository().upload()) {
            VirtualTree tree = new VirtualTree();
            long[] bytes = new long[1];
            KafkaManifest manifest = new KafkaExport(client(source.bootstrap()), topics(source.topics()), clock)
                    .export(
                            ChunkedContentSaver.of(taking.repository(), upload),
                            tree,
                            FOLDER,
                            (topic, partition, records, size) -> {
                                bytes[0] += size;
                                taking.progress().bytes(bytes[0], 0);
                            });
            List<String> warnings = manifest.atOneMoment()
                    ? List.of()
                    : List.of("there was no moment at which nothing was written: some of it may come twice");
            VirtualSnapshots.Size size = new VirtualSnapshots.Size(
                    manifest.topics().stream()
                            .mapToLong(topic -> topic.partitions().size())
                            .sum(),
                    bytes[0]);
            return VirtualSnapshots.finish(
                            source, taking, upload, tree, "/kafka/" + taking.application(), start, clock, size)
                    .facts(size, warnings);
        }
    }

    /** Those of the catalogue that a pattern means. */
    private static List<Topic> topics(List<String> patterns) {
        List<Pattern> wanted = patterns.stream()
                .map(pattern -> Pattern.compile(List.of(pattern.split("\\*", -1)).stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"))))
                .toList();
        List<Topic> topics = Topics.withDeadLetters().stream()
                .filter(topic -> wanted.stream()
                        .anyMatch(pattern -> pattern.matcher(topic.name()).matches()))
                .toList();
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("none of Slipway's topics is called " + String.join(" or ", patterns));
        }
        return topics;
    }

    @Override
    public Restored restore(BackupSource.Kafka source, StoredSnapshot stored, Restoring restoring) throws IOException {
        @Nullable String target = restoring.target().uri();
        if (target == null) {
            throw new IllegalArgumentException(
                    "topics are restored into an empty cluster: name the secret with its bootstrap servers (uri)");
        }
        TreeBrowser tree =
                new TreeBrowser(restoring.repository(), stored.snapshot().tree());
        KafkaManifest manifest = restoring.task().dryRun()
                ? KafkaImport.manifest(tree, FOLDER)
                : new KafkaImport(client(target))
                        .restore(
                                tree,
                                FOLDER,
                                (topic, partition, records) -> restoring
                                        .progress()
                                        .line(topic + "-" + partition + ": " + records + " records"));
        return new Restored(
                manifest.topics().size(),
                bytes(manifest),
                stored.snapshot().time().toInstant(),
                (restoring.task().dryRun() ? "would restore " : "restored ") + manifest.records() + " records of "
                        + manifest.topics().size() + " topics");
    }

    /**
     * Into a cluster that is there for drills, or one that is started for this one. Where there is neither, every record is read
     * and compared with its sum, and the drill says so.
     */
    @Override
    public Rehearsed rehearse(BackupSource.Kafka source, StoredSnapshot stored, Rehearsing rehearsing)
            throws IOException, InterruptedException {
        TreeBrowser tree =
                new TreeBrowser(rehearsing.repository(), stored.snapshot().tree());
        @Nullable String secret = rehearsing.task().drill().bootstrap();
        if (secret != null) {
            KafkaRehearsal rehearsal = new KafkaRehearsal(client(secret), tree, FOLDER);
            rehearsing.inTheEnd(rehearsal::clear);
            return restored(source, stored, rehearsing, rehearsal, "restored into the Kafka cluster for drills");
        }
        if (scratch == null) {
            return read(source, stored, tree, rehearsing);
        }
        ScratchKafka.Running cluster = scratch.start(rehearsing.folder(source.name()));
        rehearsing.inTheEnd(cluster::close);
        return restored(
                source,
                stored,
                rehearsing,
                new KafkaRehearsal(
                        KafkaSettings.of(cluster.bootstrapServers(), "drill").client("drill"), tree, FOLDER),
                "restored into a Kafka cluster that was started for the drill");
    }

    private static Rehearsed restored(
            BackupSource.Kafka source,
            StoredSnapshot stored,
            Rehearsing rehearsing,
            KafkaRehearsal rehearsal,
            String way)
            throws IOException {
        List<DrillCheck> checks = rehearsal
                .run((topic, partition, records) ->
                        rehearsing.progress().line(topic + "-" + partition + ": " + records + " records"))
                .stream()
                .map(check ->
                        new DrillCheck(source.name(), check.name(), check.passed(), check.expected(), check.found()))
                .toList();
        return new Rehearsed(stored.snapshot().time().toInstant(), bytes(rehearsal.manifest()), checks, way);
    }

    private static Rehearsed read(
            BackupSource.Kafka source, StoredSnapshot stored, TreeBrowser tree, Rehearsing rehearsing)
            throws IOException {
        KafkaManifest manifest = KafkaImport.manifest(tree, FOLDER);
        List<DrillCheck> checks = new ArrayList<>();
        long bytes = 0;
        for (KafkaManifest.TopicContent topic : manifest.topics()) {
            boolean whole = true;
            for (KafkaManifest.PartitionContent content : topic.partitions()) {
                whole &= sum(tree, content).equals(content.sha256());
                bytes += content.bytes();
                rehearsing.progress().bytes(bytes, 0);
            }
            checks.add(new DrillCheck(
                    source.name(),
                    topic.name() + ": records, read to the end",
                    whole,
                    "as they were exported",
                    whole ? "as they were exported" : "others"));
        }
        return new Rehearsed(
                stored.snapshot().time().toInstant(), bytes, checks, "read to the end, and restored nowhere");
    }

    private static long bytes(KafkaManifest manifest) {
        return manifest.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .mapToLong(KafkaManifest.PartitionContent::bytes)
                .sum();
    }

    private static String sum(TreeBrowser tree, KafkaManifest.PartitionContent content) throws IOException {
        try (InputStream file = tree.open(FOLDER + "/" + content.file());
                DigestInputStream digest = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private Map<String, Object> client(@Nullable String secret) throws IOException {
        Map<String, Object> client = new HashMap<>(settings.client("backup"));
        if (secret != null) {
            client.put(BOOTSTRAP, secrets.get(secret));
        }
        return client;
    }
}
