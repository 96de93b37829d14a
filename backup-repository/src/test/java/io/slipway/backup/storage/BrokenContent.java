package io.slipway.backup.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** Content that cannot be read to the end that it promises. */
public final class BrokenContent {
    private BrokenContent() {}

    /** Reading fails after so many bytes. */
    public static Content failingAfter(byte[] bytes, int count) {
        return of(
                bytes,
                () -> new SequenceInputStream(new ByteArrayInputStream(bytes, 0, count), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the source broke off after " + count + " bytes");
                    }
                }));
    }

    /** The stream ends after so many bytes. */
    public static Content endingAfter(byte[] bytes, int count) {
        return of(bytes, () -> new ByteArrayInputStream(bytes, 0, count));
    }

    private static Content of(byte[] bytes, Opening opening) {
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() throws IOException {
                return opening.open();
            }
        };
    }

    private interface Opening {
        InputStream open() throws IOException;
    }
}
