package io.slipway.backup.files;

import java.nio.file.Path;
import java.util.List;

/**
 * What to restore and how.
 *
 * @param target the directory that the tree goes to; made if it is not there
 * @param from what of the snapshot goes there: a directory whose content it is, or a single file; {@code /} for all
 * @param includes patterns of paths in the snapshot, see {@link io.slipway.backup.tree.GlobPattern}; all if there is none
 * @param excludes patterns of what is left out even if it is included
 * @param verify read everything again after it was written, and compare it with the snapshot
 * @param dryRun only say what would be restored
 * @param sparse leave holes in files where there are zeros
 */
public record FileTreeRestoreRequest(
        Path target,
        String from,
        List<String> includes,
        List<String> excludes,
        Overwrite overwrite,
        boolean verify,
        boolean dryRun,
        boolean sparse) {

    public FileTreeRestoreRequest {
        target = target.toAbsolutePath().normalize();
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    /** All of it, with holes, if nothing is in the way. */
    public static FileTreeRestoreRequest to(Path target) {
        return new FileTreeRestoreRequest(target, "/", List.of(), List.of(), Overwrite.REFUSE, false, false, true);
    }

    public FileTreeRestoreRequest withFrom(String newFrom) {
        return new FileTreeRestoreRequest(target, newFrom, includes, excludes, overwrite, verify, dryRun, sparse);
    }

    public FileTreeRestoreRequest including(String... patterns) {
        return new FileTreeRestoreRequest(target, from, List.of(patterns), excludes, overwrite, verify, dryRun, sparse);
    }

    public FileTreeRestoreRequest excluding(String... patterns) {
        return new FileTreeRestoreRequest(target, from, includes, List.of(patterns), overwrite, verify, dryRun, sparse);
    }

    public FileTreeRestoreRequest overwriting(Overwrite newOverwrite) {
        return new FileTreeRestoreRequest(target, from, includes, excludes, newOverwrite, verify, dryRun, sparse);
    }

    public FileTreeRestoreRequest verifying() {
        return new FileTreeRestoreRequest(target, from, includes, excludes, overwrite, true, dryRun, sparse);
    }

    public FileTreeRestoreRequest asDryRun() {
        return new FileTreeRestoreRequest(target, from, includes, excludes, overwrite, verify, true, sparse);
    }
}
