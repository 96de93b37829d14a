package io.slipway.backup.repository.file;

import java.time.format.DateTimeParseException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.json.GoTime;
import io.slipway.backup.repository.json.JsonObject;
import io.slipway.backup.repository.json.JsonObjectWriter;

/** A snapshot as JSON (restic, doc/design.rst, "Snapshots"). What is empty is left out, as restic does it. */
public final class SnapshotFile {
    private SnapshotFile() {}

    public static byte[] write(Snapshot snapshot) {
        JsonObjectWriter json = new JsonObjectWriter()
                .text("time", GoTime.format(snapshot.time()))
                .text("parent", text(snapshot.parent()))
                .text("tree", snapshot.tree().toString())
                .texts("paths", snapshot.paths())
                .text("hostname", orNull(snapshot.hostname()))
                .text("username", orNull(snapshot.username()));
        number(json, "uid", Integer.toUnsignedLong(snapshot.uid()));
        number(json, "gid", Integer.toUnsignedLong(snapshot.gid()));
        texts(json, "excludes", snapshot.excludes());
        texts(json, "tags", snapshot.tags());
        json.text("original", text(snapshot.original())).text("program_version", orNull(snapshot.programVersion()));
        SnapshotSummary summary = snapshot.summary();
        if (summary != null) {
            json.begin("summary");
            write(json, summary);
            json.end();
        }
        return json.finish();
    }

    private static void write(JsonObjectWriter json, SnapshotSummary summary) {
        json.text("backup_start", GoTime.format(summary.backupStart()))
                .text("backup_end", GoTime.format(summary.backupEnd()))
                .number("files_new", summary.filesNew())
                .number("files_changed", summary.filesChanged())
                .number("files_unmodified", summary.filesUnmodified())
                .number("dirs_new", summary.dirsNew())
                .number("dirs_changed", summary.dirsChanged())
                .number("dirs_unmodified", summary.dirsUnmodified())
                .number("data_blobs", summary.dataBlobs())
                .number("tree_blobs", summary.treeBlobs())
                .number("data_added", summary.dataAdded())
                .number("data_added_packed", summary.dataAddedPacked())
                .number("total_files_processed", summary.totalFilesProcessed())
                .number("total_bytes_processed", summary.totalBytesProcessed());
    }

    public static Snapshot read(byte[] json) throws DamagedException {
        try {
            JsonObject file = JsonObject.parse(json);
            JsonObject summary = file.object("summary");
            return new Snapshot(
                    GoTime.parse(file.required("time")),
                    id(file.text("parent")),
                    ObjectId.parse(file.required("tree")),
                    file.texts("paths"),
                    file.textOrEmpty("hostname"),
                    file.textOrEmpty("username"),
                    (int) file.number("uid"),
                    (int) file.number("gid"),
                    file.texts("excludes"),
                    file.texts("tags"),
                    id(file.text("original")),
                    file.text("program_version"),
                    summary == null ? null : summary(summary));
        } catch (DamagedException | IllegalArgumentException | DateTimeParseException e) {
            throw new DamagedException("it is not a snapshot: " + e.getMessage(), e);
        }
    }

    private static SnapshotSummary summary(JsonObject json) throws DamagedException {
        return new SnapshotSummary(
                GoTime.parse(json.required("backup_start")),
                GoTime.parse(json.required("backup_end")),
                json.number("files_new"),
                json.number("files_changed"),
                json.number("files_unmodified"),
                json.number("dirs_new"),
                json.number("dirs_changed"),
                json.number("dirs_unmodified"),
                json.number("data_blobs"),
                json.number("tree_blobs"),
                json.number("data_added"),
                json.number("data_added_packed"),
                json.number("total_files_processed"),
                json.number("total_bytes_processed"));
    }

    private static void number(JsonObjectWriter json, String name, long number) {
        if (number != 0) {
            json.number(name, number);
        }
    }

    private static void texts(JsonObjectWriter json, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            json.texts(name, texts);
        }
    }

    private static @Nullable String text(@Nullable ObjectId id) {
        return id == null ? null : id.toString();
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static @Nullable ObjectId id(@Nullable String text) {
        return text == null ? null : ObjectId.parse(text);
    }
}
