package io.slipway.backup.storage.remote;

import java.util.Optional;
import java.util.regex.Pattern;

import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.StoredFile;

/**
 * The names that the files of a repository have in a flat space of names, as restic names them.
 *
 * @param prefix what all of them begin with, without a slash at the end; empty for none
 */
public record ObjectNames(String prefix) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the prefix has empty parts */
    public ObjectNames {
        if (prefix.startsWith("/") || prefix.endsWith("/") || prefix.contains("//")) {
            throw new IllegalArgumentException(
                    "'" + prefix + "' is no prefix: it begins or ends with a slash, or has two of them together");
        }
    }

    public String of(StoredFile file) {
        return prefix.isEmpty() ? file.path() : prefix + "/" + file.path();
    }

    /** What the names of all files of a type begin with. */
    public String folder(FileType type) {
        String path = new StoredFile(type, "00").path();
        String folder = type == FileType.PACK ? "data/" : path.substring(0, path.length() - 2);
        return prefix.isEmpty() ? folder : prefix + "/" + folder;
    }

    /** The file that has a name, or empty if it is none of a repository: somebody put it there. */
    public static Optional<StoredFile> file(FileType type, String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return HASH.matcher(last).matches() ? Optional.of(new StoredFile(type, last)) : Optional.empty();
    }
}
