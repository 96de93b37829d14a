package io.slipway.backup.files;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import io.slipway.backup.tree.FileNames;

/**
 * Extended attributes that could not be set. A user who may not, or a file system that has none, refuses them for thousands of
 * files: that is said once for each attribute and reason, with their number.
 */
final class RefusedAttributes {
    /** Beyond so many kinds nobody reads on; the last one stands for all others. */
    private static final int KINDS = 100;

    private final Map<String, Refused> kinds = new TreeMap<>();

    synchronized void add(Path file, String attribute, String reason) {
        String kind = kinds.size() < KINDS ? attribute + ": " + reason : "others";
        kinds.computeIfAbsent(kind, key -> new Refused(FileNames.shown(PathBytes.text(file)))).files++;
    }

    synchronized void report(Problems.Log problems) {
        kinds.forEach((kind, refused) -> problems.add(
                Problem.Kind.PARTLY_RESTORED,
                refused.first,
                "its attribute was not restored"
                        + (refused.files == 1 ? "" : ", nor those of " + (refused.files - 1) + " more files") + "; "
                        + FileNames.shown(kind)));
    }

    private static final class Refused {
        private final String first;
        private long files;

        Refused(String first) {
            this.first = first;
        }
    }
}
