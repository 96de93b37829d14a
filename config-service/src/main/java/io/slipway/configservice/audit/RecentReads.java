package io.slipway.configservice.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which reads are recorded already: an instance that asks every second is one reader, not 3,600. Safe for many threads. */
final class RecentReads {
    /** For how long one record stands for all equal reads. */
    static final Duration SPAN = Duration.ofHours(1);

    /** Beyond it some are forgotten, and recorded once more when they come again. */
    private static final int MOST = 50_000;

    private final Clock clock;
    private final Map<Read, Instant> recorded = new ConcurrentHashMap<>();

    RecentReads(Clock clock) {
        this.clock = clock;
    }

    /**
     * A read, as far as it makes a difference.
     *
     * @param what the path that was asked for
     * @param revision that was given; empty where an answer does not name it
     */
    record Read(String actor, String what, String revision) {}

    /** Whether this one is to be recorded. Of several threads that ask of equal ones only one hears yes. */
    boolean isNew(Read read) {
        Instant now = clock.instant();
        Instant known = recorded.get(read);
        if (known != null && now.isBefore(known.plus(SPAN))) {
            return false;
        }
        if (recorded.size() >= MOST) {
            forget(now);
        }
        return known == null ? recorded.putIfAbsent(read, now) == null : recorded.replace(read, known, now);
    }

    private void forget(Instant now) {
        recorded.values().removeIf(at -> !now.isBefore(at.plus(SPAN)));
        Iterator<Read> any = recorded.keySet().iterator();
        // A tenth at once, so that looking through all of them is rare.
        for (int left = recorded.size(); left > MOST - MOST / 10 && any.hasNext(); left--) {
            any.next();
            any.remove();
        }
    }
}
