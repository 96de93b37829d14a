package io.slipway.backup.storage.sftp;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a host is spoken to.
 *
 * @param folder of the repository; relative to the user's home unless it begins with a slash
 * @param knownHosts the file that the host's key is in: a host that it does not have is refused
 * @param keys files with private keys to sign in with, without passphrases; those that are not there are passed over
 * @param password to sign in with when no key is accepted
 */
public record SftpSettings(
        String user,
        String host,
        int port,
        String folder,
        Path knownHosts,
        List<Path> keys,
        @Nullable String password) {
    public static final int DEFAULT_PORT = 22;

    public SftpSettings {
        keys = List.copyOf(keys);
    }

    /** In restic's notation. */
    public String location() {
        return port == DEFAULT_PORT
                ? "sftp:" + user + "@" + host + ":" + folder
                : "sftp://" + user + "@" + host + ":" + port + "/" + folder;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SftpSettings[" + location() + "]";
    }
}
