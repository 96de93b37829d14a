package io.slipway.cli.backup;

import io.slipway.backup.tree.FileNames;
import io.slipway.backup.tree.TreeChange;

/**
 * A difference between two snapshots as it is shown.
 *
 * @param before length of the file, in bytes; 0 if it was added
 * @param after the same; 0 if it was removed
 */
record ChangeLine(TreeChange.Kind kind, String path, long before, long after) {
    static ChangeLine of(TreeChange change) {
        return new ChangeLine(
                        change.kind(),
                        change.path(),
                        change.before() == null ? 0 : change.before().size(),
                        change.after() == null ? 0 : change.after().size())
                .shown();
    }

    /** With bytes of the name that are no text as {@code \\xff}. */
    ChangeLine shown() {
        return new ChangeLine(kind, FileNames.shown(path), before, after);
    }
}
