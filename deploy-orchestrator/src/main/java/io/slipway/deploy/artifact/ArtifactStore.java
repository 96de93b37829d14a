package io.slipway.deploy.artifact;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.springframework.util.FileSystemUtils;

import io.slipway.events.deploy.Artifact;

/**
 * A folder of artifacts, each under the SHA-256 of its archive. The same content always gets the same address; what is
 * in the store never changes; what is read from it is checked against its address.
 */
public final class ArtifactStore {
    private static final String PREFIX = "sha256:";

    private final Path folder;

    public ArtifactStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes a file or a folder in. Whole or not at all, and safe to do twice.
     *
     * @param application part of the artifact's package URL
     * @param service part of the artifact's package URL
     */
    public Artifact put(Path content, String application, String service, String version) throws IOException {
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, "incoming-", ".tmp");
        try {
            MessageDigest digest = sha256();
            try (OutputStream file = Files.newOutputStream(temporary);
                    OutputStream zipped = new GZIPOutputStream(file);
                    OutputStream digested = new DigestOutputStream(zipped, digest)) {
                Archive.write(content, digested);
            }
            String hex = HexFormat.of().formatHex(digest.digest());
            Path target = path(hex);
            Files.createDirectories(target.getParent());
            sync(temporary);
            move(temporary, target);
            syncFolder(target.getParent());
            return describe(hex, application, service, version, Files.size(target));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Stores what is in a tar archive, gzipped or not.
     *
     * @throws IOException when it cannot be read, or would leave its folder
     */
    public Artifact putArchive(Path archive, String application, String service, String version) throws IOException {
        Path temporary = Files.createTempDirectory(Files.createDirectories(folder), "incoming-");
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                InputStream tar = archive.toString().endsWith("gz") ? new GZIPInputStream(file) : file) {
            new Unpacking(temporary).read(tar);
            return put(temporary, application, service, version);
        } finally {
            FileSystemUtils.deleteRecursively(temporary);
        }
    }

    /**
     * Unpacks an artifact into a folder that does not exist yet. Whole or not at all.
     *
     * @throws IOException when it is not in the store, or not what its address says
     */
    public void unpack(Artifact artifact, Path target) throws IOException {
        Path stored = path(hex(artifact));
        if (!Files.isRegularFile(stored)) {
            throw new IOException("the artifact " + artifact.digest() + " is not in the store " + folder);
        }
        Path temporary = Files.createTempDirectory(Files.createDirectories(target.getParent()), "unpacking-");
        try {
            String found = unpack(stored, temporary, artifact);
            if (!found.equals(artifact.digest())) {
                throw new IOException("the stored artifact " + artifact.digest() + " has the content of " + found);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            FileSystemUtils.deleteRecursively(temporary);
            throw e;
        }
    }

    private static String unpack(Path stored, Path into, Artifact artifact) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(stored));
                InputStream unzipped = new GZIPInputStream(file);
                DigestInputStream digested = new DigestInputStream(unzipped, digest)) {
            new Unpacking(into).read(digested);
            digested.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new IOException("the stored artifact " + artifact.digest() + " is damaged: " + e.getMessage(), e);
        }
        return PREFIX + HexFormat.of().formatHex(digest.digest());
    }

    private static String hex(Artifact artifact) throws IOException {
        String digest = artifact.digest();
        if (!digest.matches(PREFIX + "[0-9a-f]{64}")) {
            throw new IOException(digest + " is no sha256 digest");
        }
        return digest.substring(PREFIX.length());
    }

    private Path path(String hex) {
        return folder.resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex + ".tar.gz");
    }

    /** Package URL of type generic (package-url specification), with the digest as its version. */
    private static Artifact describe(String hex, String application, String service, String version, long bytes) {
        String name = application + "-" + service;
        String purl = "pkg:generic/" + encode(name) + "@" + encode(PREFIX + hex) + "?version=" + encode(version);
        return new Artifact(PREFIX + hex, "artifact:" + PREFIX + hex, purl, bytes);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** A rename is on the disk once its folder is; without it a crash of the host could lose what was promised. */
    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            if (!Files.isRegularFile(to)) {
                throw e;
            }
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
