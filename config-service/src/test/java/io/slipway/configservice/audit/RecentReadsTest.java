package io.slipway.configservice.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentReadsTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final RecentReads reads = new RecentReads(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void oneRecordStandsForAllEqualReadsOfAnHour() {
        var read = new RecentReads.Read("web", "/a", "1");
        assertThat(reads.isNew(read)).isTrue();
        assertThat(reads.isNew(read)).isFalse();
        assertThat(reads.isNew(new RecentReads.Read("web", "/a", "2"))).isTrue();
        assertThat(reads.isNew(new RecentReads.Read("ann", "/a", "1"))).isTrue();
        now = now.plus(RecentReads.SPAN).minus(Duration.ofMillis(1));
        assertThat(reads.isNew(read)).isFalse();
        now = now.plusMillis(1);
        assertThat(reads.isNew(read)).isTrue();
    }

    @Test
    void manyReadersAreForgottenRatherThanKeptWithoutABound() {
        for (int i = 0; i < 60_000; i++) {
            assertThat(reads.isNew(new RecentReads.Read("reader-" + i, "/a", "1")))
                    .isTrue();
        }
        assertThat(reads.isNew(new RecentReads.Read("reader-59999", "/a", "1"))).isFalse();
    }
}
