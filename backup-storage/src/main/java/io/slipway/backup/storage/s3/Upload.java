package io.slipway.backup.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.ExactStream;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.StoredFile;

import software.amazon.awssdk.core.sync.RequestBody;

/** What is sent of a file. */
final class Upload {
    private Upload() {}

    static RequestBody body(Content content) {
        return RequestBody.fromContentProvider(
                () -> {
                    try {
                        return new ExactStream(content.open(), content.length(), "what is to be sent");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                content.length(),
                "application/octet-stream");
    }

    /** For the server to compare with what arrives. The name of a file says it, but for the config. */
    static String sha256(StoredFile file, Content content) throws IOException {
        byte[] hash =
                file.type() == FileType.CONFIG ? hash(content) : HexFormat.of().parseHex(file.name());
        return Base64.getEncoder().encodeToString(hash);
    }

    private static byte[] hash(Content content) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(content.openLocally(), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
