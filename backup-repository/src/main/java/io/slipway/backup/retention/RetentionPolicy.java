package io.slipway.backup.retention;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which snapshots are kept: each that one of these rules names. Without any rule all are kept.
 *
 * <p>Rules that count ({@code last}, {@code newest}) can be gamed by whoever can write snapshots: enough worthless ones push the
 * good ones out. Rules that look at time ({@code within}, {@code newestWithin}) cannot: worthless ones are kept beside them.
 *
 * @param last the newest so many
 * @param newest the newest of each of the newest so many hours, days, … that have one
 * @param within all that are younger than the newest by less than this
 * @param newestWithin of these the newest of each hour, day, …
 * @param tags all that have every tag of one of these sets
 */
public record RetentionPolicy(
        int last,
        Map<Period, Integer> newest,
        @Nullable Span within,
        Map<Period, Span> newestWithin,
        List<Set<String>> tags) {
    /** Stands for any number. */
    public static final int UNLIMITED = -1;

    public static final RetentionPolicy KEEP_ALL = new RetentionPolicy(0, Map.of(), null, Map.of(), List.of());

    public RetentionPolicy {
        newest = Map.copyOf(newest);
        newestWithin = Map.copyOf(newestWithin);
        tags = tags.stream().map(Set::copyOf).toList();
        if (last < UNLIMITED || newest.values().stream().anyMatch(count -> count < UNLIMITED)) {
            throw new IllegalArgumentException("a number of snapshots to keep is not negative");
        }
        if (tags.stream().anyMatch(Set::isEmpty)) {
            throw new IllegalArgumentException("a set of tags to keep by must name one");
        }
    }

    public boolean keepsAll() {
        return last == 0
                && newest.values().stream().allMatch(count -> count == 0)
                && within == null
                && newestWithin.isEmpty()
                && tags.isEmpty();
    }

    public RetentionPolicy keepLast(int count) {
        return new RetentionPolicy(count, newest, within, newestWithin, tags);
    }

    public RetentionPolicy keep(Period period, int count) {
        Map<Period, Integer> more = new EnumMap<>(Period.class);
        more.putAll(newest);
        more.put(period, count);
        return new RetentionPolicy(last, more, within, newestWithin, tags);
    }

    public RetentionPolicy keepWithin(Span span) {
        return new RetentionPolicy(last, newest, span, newestWithin, tags);
    }

    public RetentionPolicy keepWithin(Period period, Span span) {
        Map<Period, Span> more = new EnumMap<>(Period.class);
        more.putAll(newestWithin);
        more.put(period, span);
        return new RetentionPolicy(last, newest, within, more, tags);
    }

    public RetentionPolicy keepTags(List<Set<String>> sets) {
        return new RetentionPolicy(last, newest, within, newestWithin, sets);
    }
}
