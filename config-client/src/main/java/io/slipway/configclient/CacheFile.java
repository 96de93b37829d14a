package io.slipway.configclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What was known last, in a file: a line with a format and the SHA-256 of all that follows, and then JSON. A reader sees the
 * whole of an old or a new one, never half of one; nobody but the owner may read it.
 */
final class CacheFile {
    private static final String FORMAT = "slipway-config-cache-1 ";
    private static final int HEAD = FORMAT.length() + 64 + 1;

    private final Path file;
    private final String target;

    /** @param target whose configuration it has to be */
    CacheFile(Path file, String target) {
        this.file = file;
        this.target = target;
    }

    /** @param cursor where the watch goes on */
    record Content(
            String target,
            @Nullable String cursor,
            @Nullable String revision,
            @Nullable String hash,
            SortedMap<String, JsonNode> values) {
        Known known() {
            return new Known(revision, hash, values);
        }
    }

    /**
     * Empty when there is none.
     *
     * @throws IOException when it cannot be used, with the reason
     */
    Optional<Content> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < HEAD) {
            throw new IOException(file + " is no cache of configuration");
        }
        byte[] body = Arrays.copyOfRange(bytes, HEAD, bytes.length);
        if (!new String(bytes, 0, HEAD, UTF_8).equals(head(body))) {
            throw new IOException(file + " is damaged");
        }
        try {
            Content content = ValuesJson.MAPPER.readValue(body, Content.class);
            if (!target.equals(content.target())) {
                throw new IOException(file + " is of " + content.target() + " and not of " + target);
            }
            return Optional.of(content);
        } catch (JacksonException e) {
            throw new IOException(file + " cannot be read", e);
        }
    }

    /** Takes the place of the one before at once, or not at all. */
    void write(@Nullable String cursor, Known known) throws IOException {
        byte[] body = ValuesJson.MAPPER.writeValueAsBytes(
                new Content(target, cursor, known.revision(), known.hash(), new TreeMap<>(known.values())));
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, file.getFileName().toString(), ".new", ownerOnly(folder));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                fully(channel, ByteBuffer.wrap(head(body).getBytes(UTF_8)));
                fully(channel, ByteBuffer.wrap(body));
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void fully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String head(byte[] body) {
        return FORMAT + ValuesJson.sha256(body) + "\n";
    }

    /** Where the file system knows such permissions; elsewhere the folder's have to do. */
    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
