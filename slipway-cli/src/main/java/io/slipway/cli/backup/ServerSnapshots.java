package io.slipway.cli.backup;

import java.io.InputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.tree.FileMode;
import io.slipway.backup.tree.NodeType;
import io.slipway.cli.api.ApiClient;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

/** The snapshots of one policy, as a server reads them from the policy's repository. */
record ServerSnapshots(ApiClient api, String application, String policy) {
    private static final String MOST = "10000";

    /** What a server says of a snapshot. */
    private record View(
            String id,
            Instant time,
            @Nullable String source,
            @Nullable String kind,
            List<String> paths,
            String hostname,
            List<String> tags,
            @Nullable Long files,
            @Nullable Long bytes,
            @Nullable Long stored) {}

    /** What a server says of a file. */
    private record NodeView(
            String path,
            String type,
            long size,
            Instant modified,
            long mode,
            @Nullable String linkTarget) {
        FileLine line() {
            return new FileLine(path, type, FileMode.shown(type(type), mode), size, modified, linkTarget);
        }

        private static NodeType type(String json) {
            for (NodeType known : NodeType.values()) {
                if (known.json().equals(json)) {
                    return known;
                }
            }
            return NodeType.IRREGULAR;
        }
    }

    /** The oldest first. */
    List<SnapshotLine> list(@Nullable String source) {
        Map<String, @Nullable String> query = new TreeMap<>();
        query.put("source", source);
        query.put("limit", MOST);
        return ApiClient.items(api.get(path() + ApiClient.query(query)), View.class).stream()
                .map(ServerSnapshots::line)
                .sorted(Comparator.comparing(SnapshotLine::time))
                .toList();
    }

    /** @param name an id, the beginning of one, or {@code latest}: the newest of that source, where one is named */
    SnapshotLine one(String name, @Nullable String source) {
        if (!name.equals("latest") || source == null) {
            return line(Json.read(api.get(path() + "/" + ApiClient.encode(name)), View.class));
        }
        List<SnapshotLine> all = list(source);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no snapshot of " + source + " in the repository of " + policy);
        }
        return all.getLast();
    }

    /** What is in a directory, or everything below it. */
    List<FileLine> tree(String id, String directory, boolean deep) {
        return nodes(id, "tree", Map.of("path", directory, "deep", String.valueOf(deep), "limit", MOST));
    }

    List<FileLine> find(String id, String pattern) {
        return nodes(id, "find", Map.of("pattern", pattern, "limit", MOST));
    }

    /** What is different, as the server has it. */
    JsonNode diff(String before, String after) {
        return api.get(path() + "/" + before + "/diff" + ApiClient.query(Map.of("with", after, "limit", MOST)));
    }

    /** The content of a file; the caller closes it. */
    InputStream file(String id, String file) {
        return api.download(path() + "/" + id + "/file" + ApiClient.query(Map.of("path", file)));
    }

    private List<FileLine> nodes(String id, String what, Map<String, @Nullable String> query) {
        return ApiClient.items(api.get(path() + "/" + id + "/" + what + ApiClient.query(query)), NodeView.class)
                .stream()
                .map(NodeView::line)
                .toList();
    }

    private static SnapshotLine line(View view) {
        return new SnapshotLine(
                ObjectId.parse(view.id()).toString(),
                view.time(),
                SnapshotLine.tag(view.tags(), "application"),
                SnapshotLine.tag(view.tags(), "environment"),
                view.source() == null ? "" : view.source(),
                view.kind() == null ? "" : view.kind(),
                view.tags(),
                view.paths(),
                view.hostname(),
                null,
                view.files(),
                view.bytes(),
                view.stored());
    }

    private String path() {
        return "/api/v1/backups/" + ApiClient.encode(application) + "/policies/" + ApiClient.encode(policy)
                + "/snapshots";
    }
}
