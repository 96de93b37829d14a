package io.slipway.backup.mongodb.pointintime;

import org.junit.jupiter.api.Test;

import io.slipway.backup.mongodb.oplog.OplogTime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecoveryTargetTest {
    private static OplogTime time(long seconds, long increment) {
        return new OplogTime(seconds, increment);
    }

    @Test
    void aTimeOfTheOplogIncludesItsEntry() {
        RecoveryTarget target = RecoveryTarget.parse("1764142200:7");

        assertThat(target.includes(time(1764142200, 7))).isTrue();
        assertThat(target.includes(time(1764142200, 8))).isFalse();
        assertThat(RecoveryTarget.before(target.limit()).includes(time(1764142200, 7)))
                .isFalse();
    }

    @Test
    void aDateMeansTheBeginningOfItsSecond() {
        RecoveryTarget target = RecoveryTarget.parse("2025-11-26T08:30:00+01:00");

        assertThat(target).isEqualTo(RecoveryTarget.parse("2025-11-26T07:30:00Z"));
        assertThat(target.includes(time(1764142199, 4_000_000_000L))).isTrue();
        assertThat(target.includes(time(1764142200, 1))).isFalse();
    }

    @Test
    void whatIsNeitherIsRefused() {
        assertThatThrownBy(() -> RecoveryTarget.parse("yesterday"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-11-26T07:30:00Z")
                .hasMessageContaining("yesterday");
        assertThatThrownBy(() -> RecoveryTarget.parse("2025-11-26T07:30:00")).hasMessageContaining("with its zone");
        assertThatThrownBy(() -> RecoveryTarget.parse("2025-11-26T07:30:00.5Z")).hasMessageContaining("whole seconds");
        assertThatThrownBy(() -> RecoveryTarget.parse("1764142200:99999999999"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
