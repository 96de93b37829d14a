package io.slipway.backup.mongodb.oplog;

import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bson.BsonTimestamp;

/**
 * The time of an entry of the oplog, which no other entry has.
 *
 * @param seconds since 1970
 * @param increment counts the entries of that second, from 1 on
 */
public record OplogTime(long seconds, long increment) implements Comparable<OplogTime> {
    private static final Pattern FORMAT = Pattern.compile("(\\d{1,10})[:.](\\d{1,10})");
    private static final long LARGEST = 0xffff_ffffL;
    /** Before every other. */
    public static final OplogTime FIRST = new OplogTime(0, 0);

    /** After every other. */
    public static final OplogTime LAST = new OplogTime(LARGEST, LARGEST);

    private static final Comparator<OplogTime> ORDER =
            Comparator.comparingLong(OplogTime::seconds).thenComparingLong(OplogTime::increment);

    /** @throws IllegalArgumentException if one of the numbers does not fit into 32 bits */
    public OplogTime {
        if (seconds < 0 || seconds > LARGEST || increment < 0 || increment > LARGEST) {
            throw new IllegalArgumentException(seconds + ":" + increment + " is not a time of an oplog");
        }
    }

    public static OplogTime of(BsonTimestamp timestamp) {
        return new OplogTime(Integer.toUnsignedLong(timestamp.getTime()), Integer.toUnsignedLong(timestamp.getInc()));
    }

    /**
     * Of {@code seconds:increment}, as mongorestore's {@code --oplogLimit} takes it; a dot may stand for the colon.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static OplogTime parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected seconds:increment, such as 1764141600:1, found \"" + text + "\"");
        }
        return new OplogTime(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    public BsonTimestamp bson() {
        return new BsonTimestamp((int) seconds, (int) increment);
    }

    public Instant instant() {
        return Instant.ofEpochSecond(seconds);
    }

    /** For names of files. */
    String dotted() {
        return seconds + "." + increment;
    }

    @Override
    public int compareTo(OplogTime other) {
        return ORDER.compare(this, other);
    }

    public boolean isAfter(OplogTime other) {
        return compareTo(other) > 0;
    }

    public boolean isBefore(OplogTime other) {
        return compareTo(other) < 0;
    }

    public static OplogTime earlier(OplogTime one, OplogTime other) {
        return one.isBefore(other) ? one : other;
    }

    public static OplogTime later(OplogTime one, OplogTime other) {
        return one.isBefore(other) ? other : one;
    }

    /** {@code seconds:increment}. */
    @Override
    public String toString() {
        return seconds + ":" + increment;
    }
}
