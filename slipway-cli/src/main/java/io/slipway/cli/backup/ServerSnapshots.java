package io.slipway.cli.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.tree.FileMode;
import io.slipway.backup.tree.FileNames;
import io.slipway.backup.tree.NodeType;
import io.slipway.cli.api.ApiClient;
import io.slipway.events.json.Json;

/** The snapshots of one policy, as a server reads them from the policy's repository. */
record ServerSnapshots(ApiClient api, String application, String policy) {
    /** As many as a server gives. */
    private static final String MOST = "100000";

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
            return new FileLine(
                    FileNames.shown(path),
                    type,
                    FileMode.shown(type(type), mode),
                    size,
                    modified.truncatedTo(ChronoUnit.SECONDS),
                    linkTarget == null ? null : FileNames.shown(linkTarget));
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

    /** What is in a directory, or everything below it, as it comes. */
    void tree(String id, String directory, boolean deep, Consumer<FileLine> each) throws IOException {
        lines(
                id,
                "nodes",
                Map.of("path", directory, "deep", String.valueOf(deep)),
                NodeView.class,
                node -> each.accept(node.line()));
    }

    /** What is called so, as it comes. */
    void find(String id, String pattern, boolean ignoreCase, Consumer<FileLine> each) throws IOException {
        lines(
                id,
                "nodes",
                Map.of("pattern", pattern, "ignoreCase", String.valueOf(ignoreCase)),
                NodeView.class,
                node -> each.accept(node.line()));
    }

    /** What is different, as it comes. */
    void diff(String before, String after, Consumer<ChangeLine> each) throws IOException {
        lines(before, "changes", Map.of("with", after), ChangeLine.class, change -> each.accept(change.shown()));
    }

    private <T> void lines(String id, String what, Map<String, @Nullable String> query, Class<T> type, Consumer<T> each)
            throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                api.download(path() + "/" + ApiClient.encode(id) + "/" + what + ApiClient.query(query)),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                each.accept(Json.read(Json.mapper().readTree(line), type));
            }
        } catch (IOException e) {
            throw new IOException(
                    "the answer broke off, because the repository could not be read further, or the server ended: "
                            + e.getMessage(),
                    e);
        }
    }

    /** One by its id, the beginning of one, or {@code latest} of all that the policy made. */
    SnapshotLine one(String name) {
        return line(Json.read(api.get(path() + "/" + ApiClient.encode(name)), View.class));
    }

    /** The content of a file; the caller closes it. */
    InputStream file(String id, String file) {
        return api.download(path() + "/" + id + "/file" + ApiClient.query(Map.of("path", file)));
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
