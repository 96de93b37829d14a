package io.slipway.configservice.watch;

import java.util.Locale;

/**
 * What a watcher is told, ready to be sent.
 *
 * @param json in UTF-8, without line breaks; not to be changed
 */
public record Message(Kind kind, byte[] json) {
    /** What it means for whoever gets it. */
    public enum Kind {
        /** All values; there was nothing before. */
        SNAPSHOT,
        /** What differs from the revision before. */
        CHANGE,
        /** All values, because changes may have been missed. */
        RESYNC,
        /** There is nothing for the instance any more. */
        WITHDRAWN;

        /** In the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param cursor how far a watcher is once it has this */
    public record Told(Message message, Cursor cursor) {}
}
