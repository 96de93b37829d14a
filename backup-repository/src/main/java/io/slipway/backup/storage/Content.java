package io.slipway.backup.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file is to contain; it can be opened again when a request has to be repeated. */
public interface Content {
    /** In bytes. */
    long length();

    InputStream open() throws IOException;

    /** As {@link #open}, for what does not leave this host, such as a checksum: no limit of bandwidth applies. */
    default InputStream openLocally() throws IOException {
        return open();
    }

    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /** The content of a file that does not change any more. */
    static Content of(Path file) throws IOException {
        long length = Files.size(file);
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
