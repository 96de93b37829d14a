package io.slipway.backup.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.slipway.backup.repository.BlobSink;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Repository;

/**
 * Cuts streams where a {@link Chunker} says. Each call in progress has a buffer of its own, of 2 MiB for most and of 8 MiB at
 * most, that later calls use again.
 */
public final class ChunkedContentSaver implements ContentSaver {
    private static final int INITIAL_BUFFER = 2 << 20;
    private static final int READ = 256 << 10;

    private final BlobSink sink;
    private final GearTable gear;
    private final ChunkSizes sizes;
    private final Queue<byte[]> buffers = new ConcurrentLinkedQueue<>();

    public ChunkedContentSaver(BlobSink sink, GearTable gear, ChunkSizes sizes) {
        this.sink = sink;
        this.gear = gear;
        this.sizes = sizes;
    }

    /** Cuts as everything else that goes into this repository. */
    public static ChunkedContentSaver of(Repository repository, BlobSink sink) {
        return new ChunkedContentSaver(
                sink, GearTable.of(repository.derivedKey(GearTable.PURPOSE)), ChunkSizes.DEFAULT);
    }

    @Override
    public SavedContent save(InputStream content) throws IOException {
        byte[] pooled = buffers.poll();
        Stream stream = new Stream(pooled == null ? new byte[INITIAL_BUFFER] : pooled);
        try {
            return stream.save(content);
        } finally {
            buffers.add(stream.buffer);
        }
    }

    private final class Stream {
        private final Chunker chunker = new Chunker(gear, sizes);
        private final List<ObjectId> blobs = new ArrayList<>(1);
        private byte[] buffer;
        private int start;
        private int end;
        private long bytes;

        Stream(byte[] buffer) {
            this.buffer = buffer;
        }

        SavedContent save(InputStream content) throws IOException {
            int read;
            while ((read = content.read(buffer, end, Math.min(READ, buffer.length - end))) >= 0) {
                int from = end;
                end += read;
                int cut;
                while ((cut = chunker.next(buffer, from, end)) >= 0) {
                    saveUntil(cut);
                    from = cut;
                }
                makeRoom();
            }
            if (end > start) {
                saveUntil(end);
            }
            return new SavedContent(List.copyOf(blobs), bytes);
        }

        private void saveUntil(int cut) throws IOException {
            blobs.add(sink.save(BlobType.DATA, buffer, start, cut - start));
            bytes += cut - start;
            start = cut;
        }

        private void makeRoom() {
            if (end < buffer.length) {
                return;
            }
            if (start == 0) {
                buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, sizes.max()));
            } else {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                start = 0;
            }
        }
    }
}
