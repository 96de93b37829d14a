package io.slipway.backup.restic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.slipway.backup.content.SavedContent;
import io.slipway.backup.repository.BlobSink;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.crypto.ScryptCost;
import io.slipway.backup.repository.upload.UploadOptions;
import io.slipway.backup.tree.VirtualTree;

/** Small backups for tests. */
public final class TestBackups {
    public static final char[] PASSPHRASE = "correct horse battery staple".toCharArray();

    /** A passphrase that costs nothing, small packs. */
    public static final RepositoryOptions OPTIONS = RepositoryOptions.DEFAULT
            .withCost(new ScryptCost(16, 8, 1))
            .withListsAfter(Duration.ZERO)
            .withUpload(UploadOptions.DEFAULT.withPackBytes(1 << 18));

    private static final int CHUNK = 40_000;

    private TestBackups() {}

    /** Backs files up, by their paths, cut into equal pieces. */
    public static StoredSnapshot backUp(Repository repository, OffsetDateTime time, Map<String, byte[]> files)
            throws IOException {
        try (Upload upload = repository.upload()) {
            return upload.finish(snapshot(save(upload, files), time, List.of("kind=files")));
        }
    }

    public static ObjectId save(BlobSink sink, Map<String, byte[]> files) throws IOException {
        VirtualTree tree = new VirtualTree();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            tree = tree.file(file.getKey(), chunks(sink, file.getValue()), Instant.EPOCH);
        }
        return tree.save(sink);
    }

    private static SavedContent chunks(BlobSink sink, byte[] content) throws IOException {
        List<ObjectId> blobs = new ArrayList<>();
        for (int at = 0; at < content.length; at += CHUNK) {
            blobs.add(sink.save(BlobType.DATA, content, at, Math.min(CHUNK, content.length - at)));
        }
        return new SavedContent(blobs, content.length);
    }

    public static Snapshot snapshot(ObjectId tree, OffsetDateTime time, List<String> tags) {
        return new Snapshot(
                time,
                null,
                tree,
                List.of("/files"),
                "slipway",
                "tester",
                0,
                0,
                List.of(),
                tags,
                null,
                "slipway 0.1.0",
                null);
    }

    /** Bytes of which some can be compressed and some cannot. */
    public static byte[] content(long seed, int length) {
        Random random = new Random(seed);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int at = 0; at < length; at++) {
            if ((at / 1000) % 2 == 0) {
                bytes[at] = (byte) ('a' + at % 7);
            }
        }
        return bytes;
    }
}
