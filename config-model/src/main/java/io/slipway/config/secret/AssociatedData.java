package io.slipway.config.secret;

import java.nio.ByteBuffer;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Joins parts so that no two lists of parts give the same bytes: each part follows its length. */
final class AssociatedData {
    private AssociatedData() {}

    /** Each part in UTF-8 after its length in bytes, as four bytes with the highest first. */
    static byte[] of(String... parts) {
        byte[][] encoded = Stream.of(parts).map(part -> part.getBytes(UTF_8)).toArray(byte[][]::new);
        int size =
                Stream.of(encoded).mapToInt(part -> Integer.BYTES + part.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(size);
        for (byte[] part : encoded) {
            buffer.putInt(part.length).put(part);
        }
        return buffer.array();
    }
}
