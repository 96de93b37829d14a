package io.slipway.backup.mongodb.pointintime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.oplog.OplogPoint;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.oplog.Slice;
import io.slipway.backup.mongodb.oplog.Timeline;
import io.slipway.backup.repository.ObjectId;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecoveryPlannerTest {
    private static OplogTime time(long seconds) {
        return new OplogTime(seconds, 1);
    }

    private static OplogPoint point(long seconds) {
        return new OplogPoint(time(seconds), 1);
    }

    private static Slice slice(boolean first, long from, long to) {
        return new Slice(first, point(from), point(to), 1, 100, "");
    }

    private static Timeline timeline(String id, Slice... slices) {
        return new Timeline(id, "rs0", slices[0].from(), "a test", List.of(slices));
    }

    private static Base base(long from, long to, boolean own) {
        return new Base(
                new ObjectId(from, to, 0, 0),
                Instant.ofEpochSecond(to),
                time(from),
                null,
                time(to),
                own,
                NamespaceSelection.ALL);
    }

    @Test
    void theNewestBaseBeforeThePointIsTaken() throws NotRestorableException {
        Timeline timeline = timeline("1", slice(true, 10, 20), slice(false, 20, 30), slice(false, 30, 40));
        Base old = base(10, 12, false);
        Base recent = base(22, 25, false);
        RecoveryPlanner planner = new RecoveryPlanner(List.of(old, recent), List.of(timeline));

        assertThat(planner.plan(RecoveryTarget.after(time(35))).base()).isEqualTo(recent);
        assertThat(planner.plan(RecoveryTarget.after(time(35))).slices())
                .containsExactly(slice(false, 20, 30), slice(false, 30, 40));
        assertThat(planner.plan(RecoveryTarget.after(time(25))).base()).isEqualTo(recent);
        assertThat(planner.plan(RecoveryTarget.before(time(25))).base()).isEqualTo(old);
    }

    @Test
    void aGapIsNotCrossedAndTheRangesAreNamed() {
        Timeline timeline = timeline("1", slice(true, 10, 20), slice(false, 21, 30));
        RecoveryPlanner planner = new RecoveryPlanner(List.of(base(11, 12, false)), List.of(timeline));

        assertThatThrownBy(() -> planner.plan(RecoveryTarget.after(time(25))))
                .isInstanceOf(NotRestorableException.class)
                .hasMessageContaining("cannot be restored")
                .hasMessageContaining("1970-01-01T00:00:12Z (12:1) until 1970-01-01T00:00:20Z (20:1)");
    }

    @Test
    void anotherTimelineIsNoContinuation() {
        List<Timeline> timelines = List.of(timeline("1", slice(true, 10, 20)), timeline("2", slice(true, 20, 30)));
        RecoveryPlanner planner = new RecoveryPlanner(List.of(base(11, 12, false)), timelines);

        assertThatThrownBy(() -> planner.plan(RecoveryTarget.after(time(25))))
                .isInstanceOf(NotRestorableException.class);
    }

    @Test
    void theBeginningOfTheDumpMustBeKnownUnlessItBringsItsOwnOplog() throws NotRestorableException {
        Timeline timeline = timeline("1", slice(true, 13, 20));
        RecoveryTarget point = RecoveryTarget.after(time(18));

        assertThatThrownBy(() -> new RecoveryPlanner(List.of(base(11, 15, false)), List.of(timeline)).plan(point))
                .isInstanceOf(NotRestorableException.class);
        assertThat(new RecoveryPlanner(List.of(base(11, 15, true)), List.of(timeline))
                        .plan(point)
                        .slices())
                .hasSize(1);
        assertThat(new RecoveryPlanner(List.of(base(11, 15, true)), List.of())
                        .plan(RecoveryTarget.after(time(15)))
                        .slices())
                .isEmpty();
    }

    @Test
    void withoutABaseNothingIsRestored() {
        assertThatThrownBy(() -> new RecoveryPlanner(List.of(), List.of()).plan(RecoveryTarget.after(time(1))))
                .hasMessage("no point in time can be restored: there is no base");
    }

    /** Some slices of one history are lost, some are there twice or overlap. */
    @Property(tries = 300)
    void aPlanCoversEveryMomentFromTheBaseToThePoint(@ForAll long seed) {
        Random random = new Random(seed);
        List<Slice> slices = new ArrayList<>();
        long at = 0;
        while (at < 60) {
            long to = at + 1 + random.nextInt(9);
            if (random.nextInt(8) > 0) {
                slices.add(slice(at == 0, at, to));
            }
            if (random.nextInt(4) == 0) {
                slices.add(slice(at == 0, at, to + random.nextInt(5)));
            }
            at = to;
        }
        if (slices.isEmpty()) {
            return;
        }
        Base base = base(random.nextInt(20), 20 + random.nextInt(5), random.nextBoolean());
        long wanted = random.nextInt(70);
        RecoveryPlanner planner =
                new RecoveryPlanner(List.of(base), List.of(timeline("1", slices.toArray(Slice[]::new))));
        boolean covered = covered(base, slices, wanted);
        try {
            RecoveryPlan plan = planner.plan(RecoveryTarget.after(time(wanted)));
            assertThat(covered).isTrue();
            assertThat(covered(base, plan.slices(), wanted)).isTrue();
        } catch (NotRestorableException e) {
            assertThat(covered).isFalse();
        }
    }

    private static boolean covered(Base base, List<Slice> slices, long wanted) {
        if (wanted < base.to().seconds()) {
            return false;
        }
        long first =
                base.oplogIncluded() ? base.to().seconds() + 1 : base.from().seconds();
        for (long second = first; second <= wanted; second++) {
            OplogTime moment = time(second);
            if (slices.stream().noneMatch(slice -> slice.covers(moment))) {
                return false;
            }
        }
        return true;
    }
}
