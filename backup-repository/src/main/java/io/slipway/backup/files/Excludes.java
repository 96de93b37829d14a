package io.slipway.backup.files;

import java.util.List;

/**
 * What is not to be backed up.
 *
 * @param patterns see {@link io.slipway.backup.tree.GlobPattern}; one that begins with {@code !} takes back in what those
 *     before it left out, unless a directory above it is out. They are matched against absolute paths
 * @param patternsIgnoringCase the same without telling capitals from small letters
 * @param ifPresent leave out what is in a directory beside a file of this name; {@code name:text} only if the file begins with
 *     the text
 * @param caches leave out what is in a directory with a {@code CACHEDIR.TAG} (https://bford.info/cachedir/)
 * @param oneFileSystem leave out what is in a directory that another file system is mounted at
 */
public record Excludes(
        List<String> patterns,
        List<String> patternsIgnoringCase,
        List<String> ifPresent,
        boolean caches,
        boolean oneFileSystem) {
    public static final Excludes NOTHING = new Excludes(List.of(), List.of(), List.of(), false, false);

    public Excludes {
        patterns = List.copyOf(patterns);
        patternsIgnoringCase = List.copyOf(patternsIgnoringCase);
        ifPresent = List.copyOf(ifPresent);
    }

    /** Nothing but what these patterns mean. */
    public static Excludes matching(String... patterns) {
        return new Excludes(List.of(patterns), List.of(), List.of(), false, false);
    }
}
