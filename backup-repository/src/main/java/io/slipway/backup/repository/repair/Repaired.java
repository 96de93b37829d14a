package io.slipway.backup.repository.repair;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;

/**
 * What a repair could save of a snapshot. It says itself what is lost: a report may not arrive, and once the snapshot of before is
 * gone nothing else knows. Restic's format has no place of its own for that; it stands among what was excluded.
 */
public final class Repaired {
    public static final String TAG = "repaired";

    private static final String BY = TAG + "=";
    private static final String LOST = "lost: ";
    private static final int MOST = 100;

    private Repaired() {}

    /**
     * @param label of the repair; null for none
     * @param lost for people: each file and folder that lost something
     */
    public static Snapshot of(StoredSnapshot old, ObjectId tree, @Nullable String label, List<String> lost) {
        List<String> tags = new ArrayList<>(old.snapshot().tags());
        tags.removeIf(tag -> tag.startsWith(BY));
        if (!tags.contains(TAG)) {
            tags.add(TAG);
        }
        if (label != null) {
            tags.add(BY + label);
        }
        List<String> excludes = new ArrayList<>(old.snapshot().excludes());
        lost.stream().limit(MOST).forEach(one -> excludes.add(LOST + one));
        if (lost.size() > MOST) {
            excludes.add(LOST + "and " + (lost.size() - MOST) + " more");
        }
        return old.snapshot()
                .withTree(tree)
                .withTags(List.copyOf(tags))
                .withExcludes(List.copyOf(excludes))
                .withOriginal(old.first());
    }

    /** Whether the repair of this label made it. */
    public static boolean isBy(Snapshot snapshot, String label) {
        return snapshot.tags().contains(BY + label);
    }

    /** What it says of its losses, those of all its repairs. */
    public static List<String> losses(Snapshot snapshot) {
        return snapshot.excludes().stream()
                .filter(exclude -> exclude.startsWith(LOST))
                .map(exclude -> exclude.substring(LOST.length()))
                .toList();
    }
}
