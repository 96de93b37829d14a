package io.slipway.backup.kafka;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The file of a partition: a magic number, records, an end that counts them. All numbers are big-endian; lengths are in bytes,
 * and −1 stands for null.
 */
final class RecordFormat {
    private static final byte[] MAGIC = {'S', 'L', 'K', 'R', 1};
    private static final byte RECORD = 1;
    private static final byte END = 0;
    private static final int NULL = -1;
    private static final int LONGEST = 256 << 20;

    private RecordFormat() {}

    static byte[] magic() {
        return MAGIC.clone();
    }

    static byte[] encode(ExportedRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(RECORD);
            out.writeLong(record.offset());
            out.writeLong(record.timestamp());
            write(out, record.key());
            write(out, record.value());
            out.writeInt(record.headers().size());
            for (ExportedRecord.ExportedHeader header : record.headers()) {
                write(out, header.key().getBytes(UTF_8));
                write(out, header.value());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    static byte[] end(long records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(END);
            out.writeLong(records);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    static void readMagic(DataInputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("this is no file of records, or one of a version that is not known");
        }
    }

    /**
     * Reads the next record.
     *
     * @param before how many were read before
     * @return null at the end
     * @throws EOFException if the file ends before its end
     */
    static @Nullable ExportedRecord read(DataInputStream in, long before) throws IOException {
        byte kind = in.readByte();
        if (kind == END) {
            long count = in.readLong();
            if (count != before || in.read() >= 0) {
                throw new IOException("the file ends with " + before + " records and says " + count);
            }
            return null;
        }
        if (kind != RECORD) {
            throw new IOException("record " + before + " begins with " + kind);
        }
        long offset = in.readLong();
        long timestamp = in.readLong();
        byte[] key = bytes(in);
        byte[] value = bytes(in);
        return new ExportedRecord(offset, timestamp, key, value, headers(in));
    }

    private static List<ExportedRecord.ExportedHeader> headers(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<ExportedRecord.ExportedHeader> headers = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            byte[] name = bytes(in);
            if (name == null) {
                throw new IOException("a header has no name");
            }
            headers.add(new ExportedRecord.ExportedHeader(new String(name, UTF_8), bytes(in)));
        }
        return headers;
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            out.writeInt(NULL);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        if (length < 0 || length > LONGEST) {
            throw new IOException("a part of a record would have " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the file ends in the middle of a record");
        }
        return bytes;
    }
}
