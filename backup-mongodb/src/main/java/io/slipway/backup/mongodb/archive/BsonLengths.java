package io.slipway.backup.mongodb.archive;

import org.bson.BsonSerializationException;

/**
 * Looks whether what a document says of its lengths can be (bsonspec.org, version 1.1). The driver allocates what a damaged one
 * asks for, up to two gigabytes, before it sees that the bytes are not there.
 */
final class BsonLengths {
    /** MongoDB nests no deeper than 100. */
    private static final int DEEPEST = 200;

    private final byte[] bytes;

    private BsonLengths(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws BsonSerializationException if not */
    static void check(byte[] bytes, int length) {
        if (new BsonLengths(bytes).document(0, length, 0) != length) {
            throw new BsonSerializationException("it is not one document of " + length + " bytes");
        }
    }

    /** Where it ends. */
    private int document(int from, int limit, int depth) {
        if (depth > DEEPEST) {
            throw new BsonSerializationException("its documents are nested more than " + DEEPEST + " deep");
        }
        int end = plus(from, number(from, limit), limit);
        int at = plus(from, Integer.BYTES, end);
        while (at < end - 1) {
            byte type = bytes[at];
            at = value(type, text(at + 1, end), end, depth);
        }
        if (at != end - 1 || bytes[at] != 0) {
            throw new BsonSerializationException("a document does not end where it says");
        }
        return end;
    }

    private int value(byte type, int at, int limit, int depth) {
        return switch (type) {
            case 0x06, 0x0A, 0x7F, -1 -> at;
            case 0x08 -> plus(at, 1, limit);
            case 0x10 -> plus(at, Integer.BYTES, limit);
            case 0x01, 0x09, 0x11, 0x12 -> plus(at, Long.BYTES, limit);
            case 0x07 -> plus(at, 12, limit);
            case 0x13 -> plus(at, 16, limit);
            case 0x02, 0x0D, 0x0E -> string(at, limit);
            case 0x0C -> plus(string(at, limit), 12, limit);
            case 0x05 -> plus(plus(at, Integer.BYTES + 1, limit), number(at, limit), limit);
            case 0x0B -> text(text(at, limit), limit);
            case 0x03, 0x04 -> document(at, limit, depth + 1);
            case 0x0F -> plus(at, number(at, limit), limit);
            default -> throw new BsonSerializationException("there is no type of value " + type);
        };
    }

    private int string(int at, int limit) {
        return plus(plus(at, Integer.BYTES, limit), number(at, limit), limit);
    }

    /** Behind a text that ends with a zero. */
    private int text(int at, int limit) {
        for (int i = at; i < limit; i++) {
            if (bytes[i] == 0) {
                return i + 1;
            }
        }
        throw new BsonSerializationException("a name does not end");
    }

    private int number(int at, int limit) {
        plus(at, Integer.BYTES, limit);
        return BsonStream.length(bytes, at);
    }

    private static int plus(int at, int length, int limit) {
        if (length < 0 || length > limit - at) {
            throw new BsonSerializationException("a length of " + length + " at " + at + " leads out of it");
        }
        return at + length;
    }
}
