package io.slipway.backup.mongodb.oplog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Cuts the oplog into slices, each beginning with the very entry that the one before ended with. It remembers nothing: where to
 * go on follows from what is durable, so that whatever ends it early costs neither a gap nor an entry twice.
 */
public final class OplogSlicer {
    private final OplogSource source;
    private final SliceStore store;
    private final SlicerSettings settings;
    private final InstantSource clock;

    public OplogSlicer(OplogSource source, SliceStore store, SlicerSettings settings, InstantSource clock) {
        this.source = source;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Begins a new timeline with what a majority has now, or earlier where a transaction is open. To be called after every
     * restore into this replica set, and when the oplog was lost; a base must be taken after it.
     */
    public Timeline begin(String reason) throws IOException {
        OplogPoint majority = source.majority();
        OplogTime open = source.oldestOpenTransaction().orElse(majority.time());
        OplogPoint start = open.isBefore(majority.time()) ? pointAt(open) : majority;
        String id = id(start);
        Timeline timeline = new Timeline(id, source.replicaSet(), start, reason, List.of());
        store.begin(timeline);
        return timeline;
    }

    /** Greater than all before, even when the clock was set back. */
    private String id(OplogPoint start) throws IOException {
        long now = clock.instant().getEpochSecond();
        long last = store.newest()
                .map(newest ->
                        Long.parseLong(newest.id().substring(0, newest.id().indexOf('-'))))
                .orElse(0L);
        return "%011d-%s".formatted(Math.max(now, last + 1), start.time().dotted());
    }

    private OplogPoint pointAt(OplogTime time) throws IOException {
        try (OplogSource.Tail tail = source.tail(time)) {
            OplogEntry entry = tail.next(settings.patience());
            if (entry != null && entry.time().equals(time)) {
                return entry.point();
            }
            throw new IOException("the oplog no longer has " + time + ", where the oldest open transaction began");
        } catch (OplogLostException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Cuts one slice, beginning a first timeline if there is none.
     *
     * @throws IOException if it could not be stored, or the entry beyond the end did not come in time; nothing is durable then
     */
    public SliceResult slice() throws IOException {
        Optional<Timeline> newest = store.newest();
        Timeline timeline = newest.isPresent() ? newest.get() : begin("the first slice");
        OplogPoint from = timeline.next();
        if (!timeline.replicaSet().equals(source.replicaSet())) {
            return new SliceResult.OplogLost(
                    from,
                    "the slices are of the replica set " + timeline.replicaSet() + ", this is " + source.replicaSet());
        }
        OplogPoint end = source.majority();
        boolean first = timeline.slices().isEmpty();
        if (!first && end.equals(from)) {
            return new SliceResult.NothingNew(from);
        }
        if (end.time().isBefore(from.time())) {
            return new SliceResult.OplogLost(
                    from,
                    "the majority is at " + end
                            + ", before what is kept: the replica set is another one, or was restored");
        }
        try {
            return cut(timeline, first, from, end.time());
        } catch (OplogLostException e) {
            return new SliceResult.OplogLost(from, e.getMessage());
        }
    }

    private SliceResult cut(Timeline timeline, boolean first, OplogPoint from, OplogTime end)
            throws IOException, OplogLostException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        OplogPoint to = from;
        long entries = 0;
        try (OplogSource.Tail tail = source.tail(from.time())) {
            OplogEntry entry = required(tail, from.time());
            requireSame(from, entry);
            // Only an entry beyond the end proves that none before it is still to come.
            while (!entry.time().isAfter(end) && content.size() < settings.bytes()) {
                to = entry.point();
                if (!entry.isNoop() && (first || entry.time().isAfter(from.time()))) {
                    content.writeBytes(entry.bytes());
                    entries++;
                }
                entry = required(tail, to.time());
            }
        }
        if (!first && to.equals(from)) {
            return new SliceResult.NothingNew(from);
        }
        byte[] bytes = content.toByteArray();
        Slice slice = new Slice(first, from, to, entries, bytes.length, sha256(bytes));
        store.save(timeline, slice, bytes);
        return new SliceResult.Sliced(timeline, slice);
    }

    private OplogEntry required(OplogSource.Tail tail, OplogTime after) throws IOException, OplogLostException {
        @Nullable OplogEntry entry = tail.next(settings.patience());
        if (entry == null) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("stopped while reading the oplog after " + after);
            }
            throw new IOException("no entry came after " + after + " within " + settings.patience()
                    + ", so nobody knows whether the oplog is read to its end");
        }
        return entry;
    }

    /** The entry that the last slice ended with must be the first one read. */
    private void requireSame(OplogPoint from, OplogEntry entry) throws OplogLostException {
        if (entry.point().equals(from)) {
            return;
        }
        String oldest = source.oldest().map(OplogPoint::toString).orElse("nothing");
        if (source.oldest().isPresent() && source.oldest().get().time().isAfter(from.time())) {
            throw new OplogLostException("entries after " + from + " are gone: the oplog begins with " + oldest
                    + ". It is too small for how long nothing was read");
        }
        throw new OplogLostException(
                "the oplog has " + entry.point() + " where " + from + " was: the history was rolled back or restored");
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** How much would be lost if the replica set were lost now: the time since the end of the last durable slice. */
    public Optional<Duration> recoveryPoint() throws IOException {
        return store.newest()
                .flatMap(Timeline::end)
                .map(end -> Duration.between(end.time().instant(), clock.instant()))
                .map(age -> age.isNegative() ? Duration.ZERO : age);
    }
}
