package io.slipway.backup.repository;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

import io.slipway.backup.primitive.Sha256;

/**
 * The SHA-256 of what it names: of a blob's plain text, or of a file in the repository. Held as four words, because an index
 * holds millions of them.
 */
public record ObjectId(long first, long second, long third, long fourth) implements Comparable<ObjectId> {
    public static final int BYTES = 32;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Of 32 bytes from {@code offset} on. */
    public static ObjectId at(byte[] bytes, int offset) {
        return new ObjectId(
                (long) WORDS.get(bytes, offset),
                (long) WORDS.get(bytes, offset + 8),
                (long) WORDS.get(bytes, offset + 16),
                (long) WORDS.get(bytes, offset + 24));
    }

    /** @throws IllegalArgumentException if these are not 64 hexadecimal digits */
    public static ObjectId parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("expected 64 hexadecimal digits, found " + hex.length() + " characters");
        }
        return at(bytes, 0);
    }

    public static ObjectId hash(byte[] content) {
        return hash(content, 0, content.length);
    }

    public static ObjectId hash(byte[] buffer, int offset, int length) {
        return at(Sha256.hash(buffer, offset, length), 0);
    }

    public byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        WORDS.set(bytes, 0, first);
        WORDS.set(bytes, 8, second);
        WORDS.set(bytes, 16, third);
        WORDS.set(bytes, 24, fourth);
        return bytes;
    }

    /** The eight digits people name it by. */
    public String brief() {
        return toString().substring(0, 8);
    }

    @Override
    public int compareTo(ObjectId other) {
        int order = Long.compareUnsigned(first, other.first);
        order = order != 0 ? order : Long.compareUnsigned(second, other.second);
        order = order != 0 ? order : Long.compareUnsigned(third, other.third);
        return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
    }

    /** By hand: it is asked for often, also before anything is compiled. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectId id
                && first == id.first
                && second == id.second
                && third == id.third
                && fourth == id.fourth;
    }

    /** The first word alone: a SHA-256 is spread evenly. */
    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes());
    }
}
