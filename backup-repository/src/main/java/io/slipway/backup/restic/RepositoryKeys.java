package io.slipway.backup.restic;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.crypto.KeyFile;
import io.slipway.backup.repository.crypto.MasterKey;
import io.slipway.backup.repository.lock.Process;
import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;

/**
 * The passphrases of a repository: each has a file of its own that holds the same master key. Who has learnt the master key
 * keeps it whatever becomes of the passphrases.
 */
public final class RepositoryKeys {
    private final Storage storage;
    private final MasterKey master;
    private final RepositoryOptions options;
    private ObjectId own;

    RepositoryKeys(Storage storage, MasterKey master, ObjectId own, RepositoryOptions options) {
        this.storage = storage;
        this.master = master;
        this.own = own;
        this.options = options;
    }

    /**
     * A passphrase, without it.
     *
     * @param current whether the repository was opened with this one
     */
    public record Key(ObjectId id, String created, String username, String hostname, boolean current) {}

    public List<Key> list() throws IOException {
        List<StoredFile> files = new ArrayList<>();
        storage.list(FileType.KEY, listed -> files.add(listed.file()));
        List<Key> keys = new ArrayList<>();
        for (StoredFile file : files) {
            try {
                KeyFile key = KeyFile.parse(storage.read(file));
                ObjectId id = ObjectId.parse(file.name());
                keys.add(new Key(id, key.created(), key.username(), key.hostname(), id.equals(own)));
            } catch (DamagedException e) {
                throw new DamagedException(file.path() + " is damaged: " + e.getMessage(), e);
            }
        }
        return keys;
    }

    /** Adds a passphrase and gives the name of its key. */
    public ObjectId add(char[] passphrase) throws IOException {
        return save(storage, master, passphrase, options);
    }

    /** Replaces the passphrase that the repository was opened with. The new one works before the old one stops to. */
    public synchronized ObjectId change(char[] passphrase) throws IOException {
        ObjectId old = own;
        own = add(passphrase);
        storage.delete(file(old));
        return own;
    }

    /** @throws StorageRefusedException if it is the key that the repository was opened with */
    public synchronized void remove(ObjectId id) throws IOException {
        if (id.equals(own)) {
            throw new StorageRefusedException("key " + id.brief()
                    + " is the one that the repository was opened with; open it with another first");
        }
        storage.delete(file(id));
    }

    static ObjectId save(Storage storage, MasterKey master, char[] passphrase, RepositoryOptions options)
            throws IOException {
        if (passphrase.length == 0) {
            throw new IllegalArgumentException("a repository needs a passphrase");
        }
        Process self = Process.current();
        OffsetDateTime now = options.clock().instant().atOffset(ZoneOffset.UTC);
        byte[] json = KeyFile.of(master, passphrase, options.cost(), now, self.user(), self.host())
                .json();
        ObjectId id = ObjectId.hash(json);
        try {
            storage.save(file(id), Content.of(json));
        } catch (FileAlreadyExistsException e) {
            // The name is the hash of a content with a random salt: this very file was written a moment ago.
        }
        return id;
    }

    private static StoredFile file(ObjectId id) {
        return new StoredFile(FileType.KEY, id.toString());
    }
}
