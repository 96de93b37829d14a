package io.slipway.backup.repository.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.file.SealedFiles;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.storage.FileType;

/** Writes index files about any number of packs, each below the limit of what readers take. For one thread. */
public final class IndexFiles {
    /** Index files must stay below 8 MiB of JSON. */
    private static final int MOST_BYTES = 6 * 1024 * 1024;

    private final SealedFiles files;
    private final List<ObjectId> written = new ArrayList<>();
    private IndexFile.@Nullable Writer writer;
    private boolean marks;

    public IndexFiles(SealedFiles files) {
        this.files = files;
    }

    public void pack(ObjectId pack, List<PackedBlob> blobs) throws IOException {
        if (marks) {
            throw new IllegalStateException("packs come before marked ones");
        }
        writer().pack(pack, blobs);
        closeWhenFull();
    }

    public void marked(MarkedPack pack) throws IOException {
        marks = true;
        writer().marked(pack);
        closeWhenFull();
    }

    private IndexFile.Writer writer() {
        if (writer == null) {
            writer = new IndexFile.Writer();
        }
        return writer;
    }

    private void closeWhenFull() throws IOException {
        if (writer().length() >= MOST_BYTES) {
            close();
        }
    }

    private void close() throws IOException {
        if (writer != null) {
            written.add(files.save(FileType.INDEX, writer.finish()));
            writer = null;
        }
    }

    /** Writes what is left, and gives the names of all files. */
    public List<ObjectId> finish() throws IOException {
        close();
        return List.copyOf(written);
    }
}
