package io.slipway.backup.tree;

import org.jspecify.annotations.Nullable;

/**
 * One difference between two snapshots.
 *
 * @param path from the root, with a {@code /} at the beginning
 * @param before null if it was added
 * @param after null if it was removed
 */
public record TreeChange(
        Kind kind,
        String path,
        @Nullable Node before,
        @Nullable Node after) {
    /** What is different. */
    public enum Kind {
        ADDED('+'),
        REMOVED('-'),
        CONTENT('M'),
        /** Only the mode, a time, the owner or the like. */
        METADATA('U'),
        /** A file became a directory, or the like. */
        TYPE('T');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        /** The one restic uses. */
        public char letter() {
            return letter;
        }
    }
}
