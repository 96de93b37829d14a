package io.slipway.backup.files;

/**
 * Something that did not go as it should, with one file.
 *
 * @param path where, for people
 * @param message what happened and what became of the file
 */
public record Problem(Kind kind, String path, String message) {
    /** What happened. */
    public enum Kind {
        /** Could not be read: it is not in the snapshot, or not all of it. */
        UNREADABLE(true),
        /** Is in the snapshot, but not with all its properties. */
        PARTLY_READ(false),
        /** Was there when the directory was listed and gone when it was to be read. */
        VANISHED(false),
        /** Was written to while it was read; what was read is in the snapshot. */
        CHANGED(false),
        /** Could not be restored. */
        NOT_RESTORED(true),
        /** Is restored, but not with all its properties. */
        PARTLY_RESTORED(false),
        /** Is there already and was left as it is. */
        SKIPPED(false),
        /** Is restored, and is not what the snapshot says. */
        DIFFERENT(true);

        private final boolean serious;

        Kind(boolean serious) {
            this.serious = serious;
        }

        /** Whether the backup or the restore is incomplete because of it. */
        public boolean isSerious() {
            return serious;
        }
    }
}
