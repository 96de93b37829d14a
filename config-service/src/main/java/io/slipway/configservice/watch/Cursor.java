package io.slipway.configservice.watch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How far a watcher has been told.
 *
 * @param moment the number of the application's view up to which it knows everything
 * @param revision what it has; null for nothing
 */
public record Cursor(long moment, @Nullable String revision) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})\\.([0-9a-f]{64}|-)");
    private static final String NOTHING = "-";

    /** @throws IllegalArgumentException with a message for people when this is none that was given out */
    public static Cursor parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is none that this service has given out");
        }
        String revision = matcher.group(2);
        return new Cursor(Long.parseLong(matcher.group(1)), revision.equals(NOTHING) ? null : revision);
    }

    /** As clients carry it. */
    @Override
    public String toString() {
        return moment + "." + (revision == null ? NOTHING : revision);
    }
}
