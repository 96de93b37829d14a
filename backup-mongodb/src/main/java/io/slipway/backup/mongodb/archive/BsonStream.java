package io.slipway.backup.mongodb.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Documents of BSON one after the other, as in the {@code .bson} files of mongodump and between the headers of its archives.
 * One buffer serves them all, so a document must be used or copied before the next one is read.
 */
public final class BsonStream {
    /** The server's limit of 16 MiB for a document and 16 KiB more, which entries of the oplog may have. */
    public static final int LONGEST = (16 << 20) + (16 << 10);

    private static final int SHORTEST = 5;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final InputStream in;
    private byte[] buffer = new byte[64 << 10];
    private int length;
    private long position;
    private long start;

    /** @param in is read in small pieces: buffer it */
    public BsonStream(InputStream in) {
        this(in, 0);
    }

    /** @param position how many bytes of what people call the file were read before */
    BsonStream(InputStream in, long position) {
        this.in = in;
        this.position = position;
    }

    /** The length that a document of BSON says it has. */
    static int length(byte[] buffer, int offset) {
        return (int) WORDS.get(buffer, offset);
    }

    /** What was read: a document, the four bytes that end a segment of an archive, or the end of the stream. */
    enum Part {
        DOCUMENT,
        TERMINATOR,
        NOTHING
    }

    /**
     * Reads the next document.
     *
     * @return whether there was one, and not the end of the stream
     * @throws IOException if the stream ends within a document, or what is there is none; it says where
     */
    public boolean next() throws IOException {
        return switch (part()) {
            case DOCUMENT -> true;
            case NOTHING -> false;
            case TERMINATOR -> throw damaged("the end of an archive's segment where a document should be");
        };
    }

    Part part() throws IOException {
        start = position;
        int first = in.readNBytes(buffer, 0, 4);
        position += first;
        length = 0;
        if (first == 0) {
            return Part.NOTHING;
        }
        if (first < 4) {
            throw endsEarly();
        }
        int announced = length(buffer, 0);
        if (announced == ArchiveFraming.END) {
            return Part.TERMINATOR;
        }
        if (announced < SHORTEST || announced > LONGEST) {
            throw damaged(Integer.toUnsignedString(announced) + " is not the length of a document");
        }
        fill(announced);
        if (buffer[announced - 1] != 0) {
            throw damaged("a document of " + announced + " bytes does not end with a zero byte");
        }
        length = announced;
        return Part.DOCUMENT;
    }

    /** In steps that the stream has to keep pace with: a length that is wrong must not cost 16 MiB of memory. */
    private void fill(int announced) throws IOException {
        int filled = 4;
        while (filled < announced) {
            int wanted = Math.min(announced, Math.max(buffer.length, filled * 2));
            if (wanted > buffer.length) {
                buffer = Arrays.copyOf(buffer, wanted);
            }
            int read = in.readNBytes(buffer, filled, wanted - filled);
            filled += read;
            position += read;
            if (filled < wanted) {
                throw endsEarly();
            }
        }
    }

    /** Holds the document from its first byte on. */
    public byte[] buffer() {
        return buffer;
    }

    /** The document's length in bytes. */
    public int length() {
        return length;
    }

    /** The bytes read so far. */
    public long position() {
        return position;
    }

    /** Where in the stream the last part began. */
    public long start() {
        return start;
    }

    private IOException endsEarly() {
        return new EOFException("ends within a document that begins at byte " + start);
    }

    private IOException damaged(String what) {
        return new IOException(what + ", at byte " + start);
    }
}
