package io.slipway.backup.storage.gcs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32C;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.ExactStream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An object's metadata and content in one request.
 *
 * @see <a href="https://cloud.google.com/storage/docs/uploading-objects#uploading-an-object">multipart upload</a>
 */
final class MultipartUpload {
    static final String BOUNDARY = "slipway-object";

    private static final int BUFFER = 64 * 1024;

    private MultipartUpload() {}

    static BodyPublisher body(Map<String, Object> metadata, Content content) {
        byte[] head = ("--" + BOUNDARY + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
                        + GcsClient.JSON.writeValueAsString(metadata) + "\r\n--" + BOUNDARY
                        + "\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8);
        byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8);
        return BodyPublishers.fromPublisher(
                BodyPublishers.concat(
                        BodyPublishers.ofByteArray(head),
                        BodyPublishers.ofInputStream(() -> open(content)),
                        BodyPublishers.ofByteArray(tail)),
                head.length + content.length() + tail.length);
    }

    private static InputStream open(Content content) {
        try {
            return new ExactStream(content.open(), content.length(), "what is to be sent");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Google writes it: base64 of the four bytes, the highest first. */
    static String crc32c(Content content) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = content.openLocally()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
            }
        }
        return base64(crc);
    }

    static String base64(CRC32C crc) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }
}
