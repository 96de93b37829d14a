package io.slipway.backup.repository.archive;

import java.time.Duration;
import java.util.Locale;

/**
 * What has to be thawed before something can be restored.
 *
 * @param packs that cannot be read yet
 * @param bytes of those
 * @param asked how many of them were asked for now
 * @param underway how many had been asked for before
 * @param within how long it takes at most from the moment on when it was asked for
 * @param kept how long it can be read then
 */
public record ThawReport(int packs, long bytes, int asked, int underway, Duration within, Duration kept) {
    private static final double MIB = 1 << 20;

    public boolean isReady() {
        return packs == 0;
    }

    /** For people: what is the matter, and when to come back. */
    public String words() {
        return packs + (packs == 1 ? " pack" : " packs") + String.format(Locale.ROOT, " (%.1f MiB)", bytes / MIB)
                + " of what is to be restored"
                + " cannot be read before the storage has thawed them: "
                + (asked + underway == 0
                        ? "a restore that is no dry run asks for them, which takes up to " + within.toHours() + " hours"
                        : asked + " were asked for now and " + underway + " before; come back in "
                                + within.toHours() + " hours and ask for the same again. Then they can be read for "
                                + kept.toDays() + " days");
    }
}
