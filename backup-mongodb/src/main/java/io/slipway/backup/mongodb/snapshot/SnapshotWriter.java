package io.slipway.backup.mongodb.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.slipway.backup.content.ContentSaver;
import io.slipway.backup.content.SavedContent;
import io.slipway.backup.mongodb.archive.ArchiveFraming;
import io.slipway.backup.mongodb.archive.ArchiveHeader;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.UploadFigures;
import io.slipway.backup.tree.VirtualTree;

import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a snapshot of collections whose documents are saved already. The archive in it costs next to nothing: a file is a list
 * of blobs, so the archive's is its few bytes of framing around the very blobs of the collections.
 */
public final class SnapshotWriter {
    private final Upload upload;
    private final ContentSaver saver;

    public SnapshotWriter(Upload upload, ContentSaver saver) {
        this.upload = upload;
        this.saver = saver;
    }

    /** Writes the tree and finishes the upload. */
    public StoredSnapshot write(Manifest manifest, List<SavedNamespace> namespaces, SnapshotLabels labels)
            throws IOException {
        Instant modified = manifest.finished();
        VirtualTree tree = new VirtualTree();
        for (SavedNamespace namespace : namespaces) {
            NamespaceContent content = namespace.content();
            if (!content.isView()) {
                tree.file(DumpLayout.documents(content.dataNamespace()), namespace.documents(), modified);
            }
            if (!content.metadata().isNull()) {
                tree.file(
                        DumpLayout.metadata(content.namespace()),
                        save(content.metadata().toString()),
                        modified);
            }
        }
        tree.file(DumpLayout.PRELUDE, save(prelude(manifest)), modified);
        tree.file(DumpLayout.ARCHIVE, archive(manifest, namespaces), modified);
        tree.file(DumpLayout.MANIFEST, save(manifest.toJson()), modified);
        ObjectId root = tree.save(upload);
        upload.flush();
        return upload.finish(snapshot(manifest, labels, root, summary(manifest, upload.figures())));
    }

    /** Without a parent that the collections could be compared with, everything is new; the archive is not counted twice. */
    private static SnapshotSummary summary(Manifest manifest, UploadFigures figures) {
        long collections = manifest.namespaces().size();
        long databases = manifest.namespaces().stream()
                .map(NamespaceContent::database)
                .distinct()
                .count();
        return new SnapshotSummary(
                manifest.started().atOffset(ZoneOffset.UTC),
                manifest.finished().atOffset(ZoneOffset.UTC),
                collections,
                0,
                0,
                databases,
                0,
                0,
                figures.dataBlobs(),
                figures.treeBlobs(),
                figures.dataAdded(),
                figures.dataAddedPacked(),
                collections,
                manifest.bytes());
    }

    private SavedContent archive(Manifest manifest, List<SavedNamespace> namespaces) throws IOException {
        List<SavedContent> parts = new ArrayList<>();
        // One collection after the other: nothing in the archive is interleaved.
        ArchiveHeader header = new ArchiveHeader(1, manifest.serverVersion(), manifest.toolVersion());
        parts.add(save(ArchiveFraming.prelude(
                header, namespaces.stream().map(one -> one.content().archived()).toList())));
        for (SavedNamespace namespace : namespaces) {
            NamespaceContent content = namespace.content();
            byte[] end = ArchiveFraming.end(
                    content.dataNamespace(), content.figures().crc64());
            if (content.documents() > 0) {
                parts.add(save(ArchiveFraming.segment(content.dataNamespace())));
                parts.add(namespace.documents());
                end = joined(ArchiveFraming.TERMINATOR, end);
            }
            parts.add(save(end));
        }
        List<ObjectId> blobs =
                parts.stream().flatMap(part -> part.blobs().stream()).toList();
        return new SavedContent(
                blobs, parts.stream().mapToLong(SavedContent::bytes).sum());
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String prelude(Manifest manifest) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "ServerVersion", manifest.serverVersion(),
                        "ToolVersion", manifest.toolVersion()));
    }

    private SavedContent save(String text) throws IOException {
        return save(text.getBytes(StandardCharsets.UTF_8));
    }

    private SavedContent save(byte[] bytes) throws IOException {
        return saver.save(new ByteArrayInputStream(bytes));
    }

    private static Snapshot snapshot(Manifest manifest, SnapshotLabels labels, ObjectId tree, SnapshotSummary summary) {
        return new Snapshot(
                manifest.started().atOffset(ZoneOffset.UTC),
                null,
                tree,
                List.of(labels.path()),
                labels.hostname(),
                labels.username(),
                0,
                0,
                List.of(),
                labels.tags(),
                null,
                manifest.toolVersion(),
                summary);
    }
}
