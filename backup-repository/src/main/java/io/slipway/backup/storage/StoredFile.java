package io.slipway.backup.storage;

/**
 * The name of a file in a repository.
 *
 * @param name the SHA-256 of the content in lower-case hexadecimal digits; {@code config} for the only file of its type
 */
public record StoredFile(FileType type, String name) {
    public static final StoredFile CONFIG = new StoredFile(FileType.CONFIG, "config");

    /** The path in the repository, with {@code /} between folders: {@code data/4f/4fa1…}, {@code index/…}, {@code config}. */
    public String path() {
        return switch (type) {
            case CONFIG -> name;
            case KEY -> "keys/" + name;
            case LOCK -> "locks/" + name;
            case SNAPSHOT -> "snapshots/" + name;
            case INDEX -> "index/" + name;
            case PACK -> "data/" + name.substring(0, 2) + "/" + name;
        };
    }
}
