package io.slipway.backup.repository.file;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.json.GoTime;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/** A snapshot as JSON (restic, doc/design.rst, "Snapshots"). */
public final class SnapshotFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private SnapshotFile() {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Fields(
            String time,
            @Nullable String parent,
            String tree,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> paths,

            @Nullable String hostname,
            @Nullable String username,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long uid,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long gid,
            @Nullable List<String> excludes,
            @Nullable List<String> tags,
            @Nullable String original,
            @Nullable String programVersion,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Summary summary) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Summary(
            String backupStart,
            String backupEnd,
            long filesNew,
            long filesChanged,
            long filesUnmodified,
            long dirsNew,
            long dirsChanged,
            long dirsUnmodified,
            long dataBlobs,
            long treeBlobs,
            long dataAdded,
            long dataAddedPacked,
            long totalFilesProcessed,
            long totalBytesProcessed) {
        static Summary of(SnapshotSummary summary) {
            return new Summary(
                    GoTime.format(summary.backupStart()),
                    GoTime.format(summary.backupEnd()),
                    summary.filesNew(),
                    summary.filesChanged(),
                    summary.filesUnmodified(),
                    summary.dirsNew(),
                    summary.dirsChanged(),
                    summary.dirsUnmodified(),
                    summary.dataBlobs(),
                    summary.treeBlobs(),
                    summary.dataAdded(),
                    summary.dataAddedPacked(),
                    summary.totalFilesProcessed(),
                    summary.totalBytesProcessed());
        }

        SnapshotSummary summary() {
            return new SnapshotSummary(
                    GoTime.parse(backupStart),
                    GoTime.parse(backupEnd),
                    filesNew,
                    filesChanged,
                    filesUnmodified,
                    dirsNew,
                    dirsChanged,
                    dirsUnmodified,
                    dataBlobs,
                    treeBlobs,
                    dataAdded,
                    dataAddedPacked,
                    totalFilesProcessed,
                    totalBytesProcessed);
        }
    }

    public static byte[] write(Snapshot snapshot) {
        return JSON.writeValueAsBytes(new Fields(
                GoTime.format(snapshot.time()),
                text(snapshot.parent()),
                snapshot.tree().toString(),
                snapshot.paths(),
                snapshot.hostname(),
                snapshot.username(),
                Integer.toUnsignedLong(snapshot.uid()),
                Integer.toUnsignedLong(snapshot.gid()),
                snapshot.excludes(),
                snapshot.tags(),
                text(snapshot.original()),
                snapshot.programVersion(),
                snapshot.summary() == null ? null : Summary.of(snapshot.summary())));
    }

    public static Snapshot read(byte[] json) throws DamagedException {
        try {
            Fields fields = JSON.readValue(json, Fields.class);
            if (fields.time() == null || fields.tree() == null) {
                throw new DamagedException("it is not a snapshot");
            }
            OffsetDateTime time = GoTime.parse(fields.time());
            return new Snapshot(
                    time,
                    id(fields.parent()),
                    ObjectId.parse(fields.tree()),
                    orEmpty(fields.paths()),
                    orEmpty(fields.hostname()),
                    orEmpty(fields.username()),
                    (int) fields.uid(),
                    (int) fields.gid(),
                    orEmpty(fields.excludes()),
                    orEmpty(fields.tags()),
                    id(fields.original()),
                    fields.programVersion(),
                    fields.summary() == null ? null : fields.summary().summary());
        } catch (JacksonException e) {
            throw new DamagedException("it is not a snapshot: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new DamagedException("it is not a snapshot: " + e.getMessage(), e);
        }
    }

    private static @Nullable String text(@Nullable ObjectId id) {
        return id == null ? null : id.toString();
    }

    private static @Nullable ObjectId id(@Nullable String text) {
        return text == null ? null : ObjectId.parse(text);
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
