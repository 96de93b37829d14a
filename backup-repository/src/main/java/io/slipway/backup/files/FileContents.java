package io.slipway.backup.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.slipway.backup.content.ChunkSizes;
import io.slipway.backup.content.ContentSaver;
import io.slipway.backup.content.SavedContent;
import io.slipway.backup.repository.BlobSink;
import io.slipway.backup.repository.BlobType;

/** Reads files into a repository. One that is too short to be cut is saved in one go, without the chunker. */
final class FileContents {
    private static final int WHOLE = 64 << 10;

    private final BlobSink sink;
    private final ContentSaver saver;
    private final ProgressMeter progress;
    private final Queue<byte[]> buffers = new ConcurrentLinkedQueue<>();

    FileContents(BlobSink sink, ContentSaver saver, ProgressMeter progress) {
        assert WHOLE < ChunkSizes.DEFAULT.min();
        this.sink = sink;
        this.saver = saver;
        this.progress = progress;
    }

    /** @throws UnreadableFileException if the file is to blame; any other exception is the repository's */
    SavedContent save(Path file, long expected) throws IOException {
        try (FileChannel channel = open(file)) {
            return expected <= WHOLE ? saveWhole(channel) : saver.save(new Reading(channel, new byte[0], 0));
        }
    }

    /** Whether the file is another one than before, by its size and its time. */
    static boolean hasChanged(Path file, FileStat before, long read) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return now.size() != read
                    || !now.lastModifiedTime()
                            .toInstant()
                            .equals(before.modified().toInstant());
        } catch (IOException e) {
            return true;
        }
    }

    private static FileChannel open(Path file) throws UnreadableFileException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UnreadableFileException(e);
        }
    }

    private SavedContent saveWhole(FileChannel channel) throws IOException {
        byte[] pooled = buffers.poll();
        byte[] buffer = pooled == null ? new byte[WHOLE + 1] : pooled;
        try {
            int length = fill(channel, buffer);
            if (length > WHOLE) {
                // It grew since it was looked at.
                return saver.save(new Reading(channel, buffer, length));
            }
            if (length == 0) {
                return new SavedContent(List.of(), 0);
            }
            SavedContent saved = new SavedContent(List.of(sink.save(BlobType.DATA, buffer, 0, length)), length);
            progress.bytesDone(length);
            return saved;
        } finally {
            buffers.add(buffer);
        }
    }

    private static int fill(FileChannel channel, byte[] buffer) throws UnreadableFileException {
        ByteBuffer target = ByteBuffer.wrap(buffer);
        try {
            while (target.hasRemaining() && channel.read(target) >= 0) {
                // Until the end of the file, or more than can be saved in one go.
            }
            return target.position();
        } catch (IOException e) {
            throw new UnreadableFileException(e);
        }
    }

    /** First what was read already, then the rest of the file. */
    private final class Reading extends InputStream {
        private final FileChannel channel;
        private final ByteBuffer start;

        Reading(FileChannel channel, byte[] start, int length) {
            this.channel = channel;
            this.start = ByteBuffer.wrap(start, 0, length);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = Math.min(length, start.remaining());
            if (count > 0) {
                start.get(buffer, offset, count);
            } else {
                count = readChannel(ByteBuffer.wrap(buffer, offset, length));
            }
            progress.bytesDone(Math.max(0, count));
            return count;
        }

        private int readChannel(ByteBuffer target) throws UnreadableFileException {
            try {
                return channel.read(target);
            } catch (IOException e) {
                throw new UnreadableFileException(e);
            }
        }
    }
}
