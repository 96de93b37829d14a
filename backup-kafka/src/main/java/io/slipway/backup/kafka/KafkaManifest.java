package io.slipway.backup.kafka;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an export has.
 *
 * @param version of the format
 * @param clusterId of the cluster that it was taken from
 * @param atOneMoment whether all partitions and places are of the same moment; if not, places are no later than what they
 *     stand for, so that nothing is skipped and some of it may come twice
 * @param groups places of readers; each reads on from there
 */
public record KafkaManifest(
        int version,
        Instant takenAt,
        String clusterId,
        boolean atOneMoment,
        List<TopicContent> topics,
        List<Group> groups) {
    /** The only version so far. */
    public static final int VERSION = 1;

    static final String FILE = "manifest.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * @param partitions all of them, by number
     * @param settings of the topic, as far as they are its own and not the broker's
     */
    public record TopicContent(String name, List<PartitionContent> partitions, Map<String, String> settings) {
        public TopicContent {
            settings = settings == null ? Map.of() : Map.copyOf(settings);
        }
    }

    /**
     * @param file its path beside the manifest
     * @param end the offset up to which it was read
     * @param bytes of the file
     * @param sha256 of the file
     */
    public record PartitionContent(int partition, String file, long end, long records, long bytes, String sha256) {}

    public record Group(String name, List<Place> places) {}

    /**
     * How far a group was.
     *
     * @param offset in the cluster that it was taken from
     * @param recordsBefore how many records of the export it was past: its offset where the export is restored
     */
    public record Place(String topic, int partition, long offset, long recordsBefore) {}

    /** Over all partitions. */
    public long records() {
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream())
                .mapToLong(PartitionContent::records)
                .sum();
    }

    byte[] json() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    /** @throws IOException if it is none, or of a version that is not known */
    static KafkaManifest parse(byte[] json) throws IOException {
        KafkaManifest manifest;
        try {
            manifest = JSON.readValue(json, KafkaManifest.class);
        } catch (JacksonException e) {
            throw new IOException("the manifest of the export cannot be read: " + e.getOriginalMessage(), e);
        }
        if (manifest.version() != VERSION) {
            throw new IOException("the export has version " + manifest.version()
                    + " of its format, and this program knows " + VERSION + ": use a newer one");
        }
        return manifest;
    }
}
