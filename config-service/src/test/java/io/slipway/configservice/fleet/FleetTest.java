package io.slipway.configservice.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.slipway.kit.time.FakeClock;

import static org.assertj.core.api.Assertions.assertThat;

class FleetTest {
    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-26T08:00:00Z"));
    private final Fleet fleet = new Fleet(clock, Duration.ofMinutes(15));

    @Test
    void saysWhatAnInstanceSaidBefore() {
        assertThat(hear("web-1", true)).isEmpty();
        assertThat(hear("web-1", false))
                .hasValueSatisfying(before -> assertThat(before.differs()).isTrue());
        assertThat(fleet.of("shop", "production")).extracting(Heard::instance).containsExactly("web-1");
    }

    @Test
    void forgetsWhoIsNotHeardOfAnyMore() {
        hear("web-1", false);
        clock.advance(Duration.ofMinutes(10));
        hear("web-2", false);
        clock.advance(Duration.ofMinutes(5));

        assertThat(fleet.of("shop", "production")).extracting(Heard::instance).containsExactly("web-2");
        assertThat(fleet.of("shop", "staging")).isEmpty();
    }

    @Test
    void keepsNotMoreThanABoundWhateverNamesAreSaid() {
        for (int i = 0; i < Fleet.MOST + 100; i++) {
            hear("web-" + i, false);
        }

        assertThat(fleet.size()).isEqualTo(Fleet.MOST);
        assertThat(hear("web-" + (Fleet.MOST + 99), false)).isPresent();
        assertThat(hear("web-0", false)).isEmpty();
    }

    private Optional<Heard> hear(String instance, boolean differs) {
        return fleet.hear("shop", "production", new Heard(instance, null, null, null, null, differs, clock.instant()));
    }
}
