package io.slipway.backup.repository;

import java.io.IOException;
import java.util.List;

/** An open repository. May be used from many threads. */
public interface Repository extends BlobSource, AutoCloseable {
    /** The repository's own id: 64 hexadecimal digits that never change. */
    String id();

    /** For people: where it is, without secrets. */
    String location();

    /** Begins a backup. Several may run beside each other, in this process and in others. */
    Upload upload() throws IOException;

    /** All snapshots, the oldest first. */
    List<StoredSnapshot> snapshots() throws IOException;

    /**
     * @param name an id, the beginning of one that is not ambiguous, or {@code latest}
     * @throws SnapshotNotFoundException if there is none, or more than one
     */
    StoredSnapshot snapshot(String name) throws IOException;

    /**
     * 32 bytes that follow from the repository's master key and a purpose (HKDF-SHA-256, RFC 5869): what they protect nobody
     * can tell who has not the key.
     */
    byte[] derivedKey(String purpose);

    @Override
    void close() throws IOException;
}
