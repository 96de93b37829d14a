package io.slipway.config.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

import tools.jackson.databind.annotation.JsonSerialize;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A secret in the clear, for as short as possible. It shows itself to nobody by accident: {@link #toString()} and JSON give
 * {@value #MASK}, and comparing two takes the same time wherever they differ. Closing it overwrites its bytes.
 */
@JsonSerialize(using = MaskedSerializer.class)
public final class SecretValue implements AutoCloseable {
    /** What is shown in place of a secret. */
    public static final String MASK = "(secret)";

    private final byte[] utf8;
    private boolean closed;

    private SecretValue(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * A copy of these characters; the caller may wipe its own.
     *
     * @throws IllegalArgumentException when they are no text, such as half of a surrogate pair, which would be lost in silence
     */
    public static SecretValue of(char[] characters) {
        try {
            ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(characters));
            byte[] utf8 = new byte[encoded.remaining()];
            encoded.get(utf8);
            Arrays.fill(encoded.array(), (byte) 0);
            return new SecretValue(utf8);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The secret is no text that UTF-8 can carry");
        }
    }

    /** A copy of this text, which itself stays in memory until it is collected: prefer characters. */
    public static SecretValue of(String text) {
        char[] characters = text.toCharArray();
        try {
            return of(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** Takes over these bytes without a copy. */
    static SecretValue owning(byte[] utf8) {
        return new SecretValue(utf8);
    }

    /** Lends the bytes in UTF-8; they are wiped when the borrower returns. */
    public <T> T withBytes(Function<byte[], T> borrower) {
        byte[] lent = open().clone();
        try {
            return borrower.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    /**
     * Lends the characters; they are wiped when the borrower returns.
     *
     * @throws SecretException (malformed) when somebody sealed bytes that are no text
     */
    public <T> T withChars(Function<char[], T> borrower) {
        char[] lent = decode();
        try {
            return borrower.apply(lent);
        } finally {
            Arrays.fill(lent, '\0');
        }
    }

    private char[] decode() {
        try {
            CharBuffer decoded = UTF_8.newDecoder().decode(ByteBuffer.wrap(open()));
            char[] characters = new char[decoded.remaining()];
            decoded.get(characters);
            Arrays.fill(decoded.array(), '\0');
            return characters;
        } catch (CharacterCodingException e) {
            throw new SecretException(SecretException.Reason.MALFORMED, "The secret is not text in UTF-8");
        }
    }

    /** Overwrites the value; from here on it cannot be read. */
    @Override
    public void close() {
        Arrays.fill(utf8, (byte) 0);
        closed = true;
    }

    private byte[] open() {
        if (closed) {
            throw new IllegalStateException("The secret has been wiped");
        }
        return utf8;
    }

    /** In constant time for values of equal length. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretValue that && MessageDigest.isEqual(open(), that.open());
    }

    /** The same for all secrets, because a hash of a short secret gives it away. */
    @Override
    public int hashCode() {
        return SecretValue.class.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
