package io.slipway.kit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The administrator's token, kept in a file that only the owner can read. */
public final class AdminToken {
    private static final int BYTES = 32;

    private AdminToken() {}

    /**
     * The token in the file, which is made with a random one of 256 bits when it is not there.
     *
     * @throws UncheckedIOException when the file can be neither read nor made
     */
    public static String readOrMake(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file.toAbsolutePath());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the admin token file " + file, e);
        }
    }

    /** Never leaves a half-written file: written beside it first. */
    private static void make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Files.createDirectories(file.getParent());
        Path beside = Files.createTempFile(
                file.getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        try {
            // Of several that start at once on one file the first is right; a move would replace what others have read.
            Files.createLink(file, beside);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
