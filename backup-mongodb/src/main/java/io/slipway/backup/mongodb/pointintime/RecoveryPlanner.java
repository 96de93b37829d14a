package io.slipway.backup.mongodb.pointintime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.oplog.OplogPoint;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.oplog.Slice;
import io.slipway.backup.mongodb.oplog.Timeline;

/** Finds the way to a point in time: the newest base before it from which slices lead there without a gap. */
public final class RecoveryPlanner {
    /** Of a base that needs no slices. */
    static final Timeline NONE =
            new Timeline("none", "", new OplogPoint(new OplogTime(0, 0), 0), "no slices are needed", List.of());

    private final List<Base> bases;
    private final List<Timeline> timelines;

    public RecoveryPlanner(List<Base> bases, List<Timeline> timelines) {
        this.bases =
                bases.stream().sorted(Comparator.comparing(Base::to).reversed()).toList();
        this.timelines = List.copyOf(timelines);
    }

    /** @throws NotRestorableException if there is no way; the message names the ranges that can be restored */
    public RecoveryPlan plan(RecoveryTarget target) throws NotRestorableException {
        for (Base base : bases) {
            if (!target.includes(base.to())) {
                continue;
            }
            if (!end(base, List.of()).isBefore(target.limit())) {
                return new RecoveryPlan(base, NONE, List.of(), target);
            }
            for (Timeline timeline : timelines) {
                List<Slice> chain = chain(base, timeline, target.limit());
                if (!end(base, chain).isBefore(target.limit())) {
                    return new RecoveryPlan(base, timeline, chain, target);
                }
            }
        }
        throw new NotRestorableException(explanation(target), ranges());
    }

    /** Of each base that slices continue, or that has its own oplog; the newest first. */
    public List<RestorableRange> ranges() {
        List<RestorableRange> ranges = new ArrayList<>();
        for (Base base : bases) {
            Optional<OplogTime> last = timelines.stream()
                    .map(timeline -> end(base, chain(base, timeline, null)))
                    .max(Comparator.naturalOrder());
            OplogTime end = last.orElse(end(base, List.of()));
            if (!end.isBefore(base.to())) {
                ranges.add(new RestorableRange(base, base.to(), end));
            }
        }
        return ranges;
    }

    private String explanation(RecoveryTarget target) {
        List<RestorableRange> ranges = ranges();
        if (ranges.isEmpty()) {
            return "no point in time can be restored: "
                    + (bases.isEmpty() ? "there is no base" : "no base is continued by slices of the oplog");
        }
        return "the state " + target + " cannot be restored. What can be restored: "
                + ranges.stream().map(RestorableRange::toString).collect(Collectors.joining("; "));
    }

    /** Where the entries end that are known without a gap. */
    private static OplogTime end(Base base, List<Slice> chain) {
        if (!chain.isEmpty()) {
            return OplogTime.later(chain.getLast().to().time(), base.oplogIncluded() ? base.to() : base.from());
        }
        return base.oplogIncluded() ? base.to() : new OplogTime(0, 0);
    }

    /** The slices that follow each other without a gap, of those that begin there the longest; until the limit, if there is one. */
    private static List<Slice> chain(Base base, Timeline timeline, @Nullable OplogTime limit) {
        List<Slice> chain = new ArrayList<>();
        // What the base has itself need not be in a slice, but its end must be known to one.
        OplogTime position = base.oplogIncluded() ? base.to() : base.from();
        boolean begun = false;
        while (limit == null || !begun || position.isBefore(limit)) {
            OplogTime at = position;
            boolean first = !begun;
            Optional<Slice> next = timeline.slices().stream()
                    .filter(slice -> first ? begins(base, slice) : continues(slice, at))
                    .max(Comparator.comparing(slice -> slice.to().time()));
            if (next.isEmpty()) {
                break;
            }
            chain.add(next.get());
            position = next.get().to().time();
            begun = true;
            if (limit != null && !position.isBefore(limit)) {
                break;
            }
        }
        return chain;
    }

    private static boolean begins(Base base, Slice slice) {
        return base.oplogIncluded()
                ? !slice.from().time().isAfter(base.to()) && !slice.to().time().isBefore(base.to())
                : slice.covers(base.from());
    }

    private static boolean continues(Slice slice, OplogTime position) {
        return !slice.from().time().isAfter(position) && slice.to().time().isAfter(position);
    }
}
