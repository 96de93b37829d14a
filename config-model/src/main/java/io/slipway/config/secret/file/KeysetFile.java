package io.slipway.config.secret.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import io.slipway.config.secret.KeyRef;
import io.slipway.config.secret.KeyWrapper;
import io.slipway.config.secret.KeysetKeyWrapper;
import io.slipway.config.secret.LostKeyWrapper;
import io.slipway.config.secret.RotationReport;
import io.slipway.config.secret.SecretException;

import static io.slipway.config.secret.SecretException.Reason.KEYSET_EXPOSED;
import static io.slipway.config.secret.SecretException.Reason.KEY_UNAVAILABLE;
import static io.slipway.config.secret.SecretException.Reason.MALFORMED;
import static io.slipway.config.secret.SecretException.Reason.STILL_IN_USE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * A keyset of key-encryption keys in a file that only its owner can read (mode 0600). It is written to a file beside it,
 * forced to the disk and moved into place, so that a crash leaves the old keyset or the new one and never half of one; a lock
 * file beside it keeps two writers apart.
 */
public final class KeysetFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> MODE_0600 =
            PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    /** The lock file keeps other processes away, and this one other threads. */
    private static final ReentrantLock WRITERS = new ReentrantLock();

    private final Path path;

    public KeysetFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** The keyset, or a stand-in that says for every secret why there is none: the rest can be served without it. */
    public KeyWrapper loadOrLost() {
        try {
            return load();
        } catch (SecretException e) {
            return new LostKeyWrapper(e.getMessage());
        }
    }

    /** Whether there is a file, whatever is in it. */
    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * Reads the keyset.
     *
     * @throws SecretException (key unavailable) when there is no file or it cannot be read, (keyset exposed) when others may
     *     read or write it, (malformed) when it is not a keyset
     */
    public KeysetKeyWrapper load() {
        try {
            requireOwnerOnly();
            return KeysetKeyWrapper.parse(Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new SecretException(KEY_UNAVAILABLE, "the keyset file " + path + " does not exist");
        } catch (IOException e) {
            throw new SecretException(KEY_UNAVAILABLE, "the keyset file " + path + " cannot be read");
        } catch (SecretException e) {
            throw e.reason() == MALFORMED
                    ? new SecretException(MALFORMED, "the file " + path + " does not hold a keyset")
                    : e;
        }
    }

    /**
     * Writes the first keyset.
     *
     * @throws IllegalStateException when the file exists: writing over it would lose every secret
     */
    public KeysetKeyWrapper create() {
        return locked(() -> {
            if (Files.exists(path)) {
                throw new IllegalStateException("The keyset file " + path + " exists already; it is not written over");
            }
            return write(KeysetKeyWrapper.generate());
        });
    }

    /** Reads the keyset, changes it and writes it back, with no other writer in between. */
    public KeysetKeyWrapper update(UnaryOperator<KeysetKeyWrapper> change) {
        return locked(() -> write(change.apply(load())));
    }

    /**
     * Deletes the file, where the proven key is the only one that it has.
     *
     * @throws SecretException (still in use) when the report does not prove that nothing needs it, or there are other keys
     */
    public void destroy(RotationReport proof) {
        locked(() -> {
            KeysetKeyWrapper last = load();
            if (!proof.complete() || !proof.retired().equals(new KeyRef.WrappingKey(last.primaryKeyId()))) {
                throw new SecretException(STILL_IN_USE, "The keyset file " + path + " has keys that may be needed");
            }
            if (last.keyIds().size() > 1) {
                throw new SecretException(STILL_IN_USE, "The keyset file " + path + " has other keys");
            }
            Files.delete(path);
            force(folder());
            return last;
        });
    }

    private void requireOwnerOnly() throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        if (!OWNER_ONLY.containsAll(mode)) {
            throw new SecretException(
                    KEYSET_EXPOSED,
                    "the keyset file " + path + " is open to others (" + PosixFilePermissions.toString(mode)
                            + "): set it to mode 0600 and rotate its keys, which others may have read");
        }
    }

    private KeysetKeyWrapper write(KeysetKeyWrapper keyset) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(next, Set.of(CREATE_NEW, WRITE), MODE_0600)) {
            ByteBuffer bytes = ByteBuffer.wrap(keyset.exportSecret().getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, path, ATOMIC_MOVE);
        force(folder());
        return keyset;
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    private interface Step {
        KeysetKeyWrapper run() throws IOException;
    }

    private KeysetKeyWrapper locked(Step step) {
        WRITERS.lock();
        try {
            Files.createDirectories(folder());
            Path lock = path.resolveSibling(path.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, Set.of(CREATE, WRITE), MODE_0600);
                    var _ = channel.lock()) {
                return step.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The keyset file " + path + " cannot be written", e);
        } finally {
            WRITERS.unlock();
        }
    }

    private Path folder() {
        return path.getParent();
    }
}
