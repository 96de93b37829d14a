package io.slipway.backup.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.retention.Retention;

/**
 * The tags of a legal hold: {@value Retention#LEGAL_HOLD}, by which restic's {@code forget --keep-tag} keeps a snapshot, and
 * {@code legal-hold=<who placed it>}.
 */
public final class HoldTags {
    private static final String BY = Retention.LEGAL_HOLD + "=";
    /** Restic takes tags apart at commas. */
    private static final Pattern ODD = Pattern.compile("[^\\p{L}\\p{N}@._:+/-]+");

    private static final int LONGEST = 100;

    private HoldTags() {}

    /** Who placed the hold, as far as the tags tell. */
    public static Optional<String> by(Snapshot snapshot) {
        return snapshot.tags().stream()
                .filter(tag -> tag.startsWith(BY) && tag.length() > BY.length())
                .map(tag -> tag.substring(BY.length()))
                .findFirst();
    }

    /** For people: that it is on hold, and by whom. */
    public static String words(Snapshot snapshot) {
        return "is on legal hold"
                + by(snapshot).map(who -> ", placed by " + who).orElse("");
    }

    static Snapshot placed(Snapshot snapshot, String by) {
        String who = ODD.matcher(by).replaceAll("_");
        List<String> tags = new ArrayList<>(released(snapshot).tags());
        tags.add(Retention.LEGAL_HOLD);
        tags.add(BY + who.substring(0, Math.min(who.length(), LONGEST)));
        return snapshot.withTags(List.copyOf(tags));
    }

    static Snapshot released(Snapshot snapshot) {
        return snapshot.withTags(snapshot.tags().stream()
                .filter(tag -> !tag.equals(Retention.LEGAL_HOLD) && !tag.startsWith(BY))
                .toList());
    }
}
