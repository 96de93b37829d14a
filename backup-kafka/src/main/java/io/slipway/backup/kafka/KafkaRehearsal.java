package io.slipway.backup.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

import io.slipway.backup.tree.TreeBrowser;

/**
 * Restores an export into a cluster that is there for that, compares everything, and removes it again. A cluster is made use of
 * only if it has none of the topics; a topic of its own says then that what is there later may be deleted. So no other cluster
 * loses anything, whatever the bootstrap servers lead to.
 */
public final class KafkaRehearsal {
    /** Is there for as long as topics of a rehearsal may be. */
    public static final String MARK = "slipway-drill";

    private static final TopicCreation ONE_COPY = new TopicCreation((short) 1);

    private final Map<String, Object> client;
    private final TreeBrowser tree;
    private final String folder;
    private final KafkaManifest manifest;

    /**
     * @param client settings of Kafka clients for the cluster that is restored into
     * @param folder in the tree that the export is in
     */
    public KafkaRehearsal(Map<String, Object> client, TreeBrowser tree, String folder) throws IOException {
        this.client = Map.copyOf(client);
        this.tree = tree;
        this.folder = folder;
        this.manifest = KafkaImport.manifest(tree, folder);
    }

    /** One thing that was compared; what was expected is as it was exported. */
    public record Check(String name, boolean passed, String expected, String found) {
        static Check of(String name, Object expected, Object found) {
            return new Check(name, expected.equals(found), expected.toString(), found.toString());
        }
    }

    /** What is rehearsed. */
    public KafkaManifest manifest() {
        return manifest;
    }

    /**
     * Restores, and compares topics, settings, numbers and contents of records, and the places of groups.
     *
     * @throws ImportRefusedException if the cluster is the one that was exported, or has topics that are not of a rehearsal
     */
    public List<Check> run(KafkaImport.Listener listener) throws IOException {
        try (Cluster cluster = new Cluster(client)) {
            prepare(cluster);
            Map<String, Map<String, String>> settings = new HashMap<>();
            List<NewTopic> topics = new ArrayList<>();
            for (KafkaManifest.TopicContent topic : manifest.topics()) {
                settings.put(topic.name(), ONE_COPY.settings(topic));
                topics.add(new NewTopic(topic.name(), topic.partitions().size(), (short) 1)
                        .configs(lasting(ONE_COPY.settings(topic))));
            }
            cluster.create(topics);
            new KafkaImport(client).restore(tree, folder, listener);
            List<Check> checks = new ArrayList<>(new KafkaComparison(client, cluster, tree, folder).compare(manifest));
            cluster.configure(settings);
            Map<String, Map<String, String>> found = cluster.settings(settings.keySet());
            settings.forEach((topic, expected) ->
                    checks.add(Check.of(topic + ": settings", sorted(expected), sorted(found.get(topic)))));
            return checks;
        }
    }

    /** Nothing goes until it was compared: neither what is older than its topic keeps it, nor what is compacted. */
    private static Map<String, String> lasting(Map<String, String> settings) {
        Map<String, String> lasting = new HashMap<>(settings);
        lasting.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        lasting.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
        lasting.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        return lasting;
    }

    private static String sorted(@Nullable Map<String, String> settings) {
        return settings == null ? "none" : new TreeMap<>(settings).toString();
    }

    private void prepare(Cluster cluster) throws IOException {
        if (cluster.id().equals(manifest.clusterId())) {
            throw new ImportRefusedException(
                    "the cluster for drills is the one that was backed up; a drill needs one of its own");
        }
        Collection<String> present = present(cluster);
        if (!present.isEmpty() && !isMarked(cluster)) {
            throw new ImportRefusedException("the cluster for drills has topics of its own: "
                    + String.join(", ", present.stream().sorted().toList())
                    + "; nothing there is touched, because they are of no drill. A drill needs a cluster without them");
        }
        if (!isMarked(cluster)) {
            cluster.create(List.of(new NewTopic(MARK, 1, (short) 1)));
        }
        if (!present.isEmpty()) {
            cluster.delete(present);
        }
    }

    /** Removes what a rehearsal restored, as far as it got. */
    public void clear() throws IOException {
        try (Cluster cluster = new Cluster(client)) {
            if (isMarked(cluster)) {
                Collection<String> present = present(cluster);
                if (!present.isEmpty()) {
                    cluster.delete(present);
                }
                cluster.delete(List.of(MARK));
            }
        }
    }

    private Collection<String> present(Cluster cluster) throws IOException {
        return cluster.partitions(manifest.topics().stream()
                        .map(KafkaManifest.TopicContent::name)
                        .toList())
                .keySet();
    }

    private static boolean isMarked(Cluster cluster) throws IOException {
        return !cluster.partitions(List.of(MARK)).isEmpty();
    }
}
