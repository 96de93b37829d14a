package io.slipway.backup.mongodb.oplog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The file {@code timeline.json} that lies beside the slices of a snapshot and says what they are. */
final class TimelineFile {
    static final String PATH = "timeline.json";

    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private TimelineFile() {}

    static byte[] write(Timeline timeline) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("version", VERSION);
        root.put("timeline", timeline.id());
        root.put("replicaSet", timeline.replicaSet());
        root.set("start", point(timeline.start()));
        root.put("reason", timeline.reason());
        ArrayNode slices = root.putArray("slices");
        for (Slice slice : timeline.slices()) {
            ObjectNode node = slices.addObject();
            node.put("file", slice.path());
            node.put("first", slice.first());
            node.set("from", point(slice.from()));
            node.set("to", point(slice.to()));
            node.put("entries", slice.entries());
            node.put("bytes", slice.bytes());
            node.put("sha256", slice.sha256());
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private static ObjectNode point(OplogPoint point) {
        return MAPPER.createObjectNode().put("time", point.time().toString()).put("term", point.term());
    }

    /** @throws IOException if it is damaged, or of a version that this program does not know */
    static Timeline read(byte[] json) throws IOException {
        try {
            JsonNode root = MAPPER.readTree(json);
            int version = root.path("version").asInt(0);
            if (version != VERSION) {
                throw new IOException(PATH + " has the version " + version + "; this program reads " + VERSION);
            }
            List<Slice> slices = new ArrayList<>();
            for (JsonNode node : root.required("slices")) {
                slices.add(new Slice(
                        node.required("first").booleanValue(),
                        point(node.required("from")),
                        point(node.required("to")),
                        node.required("entries").longValue(),
                        node.required("bytes").longValue(),
                        node.required("sha256").stringValue()));
            }
            return new Timeline(
                    root.required("timeline").stringValue(),
                    root.required("replicaSet").stringValue(),
                    point(root.required("start")),
                    root.required("reason").stringValue(),
                    slices);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(PATH + " is damaged: " + e.getMessage(), e);
        }
    }

    private static OplogPoint point(JsonNode node) {
        return new OplogPoint(
                OplogTime.parse(node.required("time").stringValue()),
                node.required("term").longValue());
    }
}
