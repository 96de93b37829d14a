package io.slipway.deploy.rollout;

import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LatencyHistogramTest {
    private static final long HALF_A_MS = 500_000;
    private static final long FIFTY_SECONDS = 50_000_000_000L;

    @Property(tries = 500)
    void aQuantileIsOffByATenthAtMost(
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = HALF_A_MS + 1, max = FIFTY_SECONDS) Long> nanos,
            @ForAll @DoubleRange(min = 0.01, max = 1.0) double quantile) {
        List<Long> sorted = nanos.stream().sorted().toList();
        long exact = sorted.get((int) Math.ceil(quantile * sorted.size()) - 1);

        long found = histogram(nanos).quantile(quantile).toNanos();

        assertThat((double) found).isCloseTo(exact, within(exact * 0.1));
    }

    @Test
    void belowHalfAMillisecondItIsOffByAQuarterOfOneAtMost() {
        assertThat(histogram(List.of(1L)).quantile(0.5).toNanos()).isBetween(0L, 250_001L);
        assertThat(histogram(List.of(HALF_A_MS)).quantile(0.5).toNanos()).isBetween(250_000L, 750_000L);
    }

    @Test
    void whatIsTooLongToTellIsAtLeastAMinute() {
        assertThat(histogram(List.of(Long.MAX_VALUE)).quantile(0.5).toSeconds()).isGreaterThanOrEqualTo(58);
    }

    @Test
    void sinceAnEarlierReadingOnlyTheNewCounts() {
        LatencyHistogram before = histogram(List.of(1_000_000L, 1_000_000L));
        LatencyHistogram all = histogram(List.of(1_000_000L, 1_000_000L, 900_000_000L));

        assertThat(all.since(before)).isEqualTo(histogram(List.of(900_000_000L)));
        assertThat(all.since(before).plus(before)).isEqualTo(all);
    }

    @Test
    void countersThatBeganAnewNeverGoBelowZero() {
        ReleaseTraffic before = new ReleaseTraffic(10, 5, histogram(List.of(1_000_000L)));
        ReleaseTraffic anew = new ReleaseTraffic(12, 1, histogram(List.of(9_000_000L)));

        assertThat(anew.since(before)).isEqualTo(anew);
    }

    private static LatencyHistogram histogram(List<Long> nanos) {
        long[] counts = LatencyHistogram.newCounts();
        nanos.forEach(each -> counts[LatencyHistogram.bucket(each)]++);
        return LatencyHistogram.of(counts);
    }
}
