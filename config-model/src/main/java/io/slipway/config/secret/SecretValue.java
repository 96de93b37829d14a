package io.slipway.config.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
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

    /** A copy of these characters; the caller may wipe its own. */
    public static SecretValue of(char[] characters) {
        ByteBuffer encoded = UTF_8.encode(CharBuffer.wrap(characters));
        byte[] utf8 = new byte[encoded.remaining()];
        encoded.get(utf8);
        Arrays.fill(encoded.array(), (byte) 0);
        return new SecretValue(utf8);
    }

    /** A copy of this text, which itself stays in memory until it is collected: prefer characters. */
    public static SecretValue of(String text) {
        return new SecretValue(text.getBytes(UTF_8));
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

    /** Lends the characters; they are wiped when the borrower returns. */
    public <T> T withChars(Function<char[], T> borrower) {
        CharBuffer decoded = UTF_8.decode(ByteBuffer.wrap(open()));
        char[] lent = new char[decoded.remaining()];
        decoded.get(lent);
        Arrays.fill(decoded.array(), '\0');
        try {
            return borrower.apply(lent);
        } finally {
            Arrays.fill(lent, '\0');
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
