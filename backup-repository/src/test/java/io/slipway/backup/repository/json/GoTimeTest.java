package io.slipway.backup.repository.json;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

import org.junit.jupiter.api.Test;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Times of restic's JSON. */
class GoTimeTest {
    @Property(tries = 500)
    void readsWhatItWrote(@ForAll("times") OffsetDateTime time) {
        assertThat(GoTime.parse(GoTime.format(time))).isEqualTo(time).hasSameHashCodeAs(time);
    }

    @Property(tries = 1000)
    void readsAndRefusesWhatJavaDoes(
            @ForAll("times") OffsetDateTime time, @ForAll("places") int place, @ForAll("signs") char sign) {
        StringBuilder text = new StringBuilder(GoTime.format(time));
        text.setCharAt(place % text.length(), sign);
        OffsetDateTime expected = null;
        try {
            expected = OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            assertThatThrownBy(() -> GoTime.parse(text.toString())).isInstanceOf(DateTimeParseException.class);
        }
        if (expected != null) {
            assertThat(GoTime.parse(text.toString())).isEqualTo(expected);
        }
    }

    @Test
    void refusesWhatIsNoTime() {
        for (String text : new String[] {"", "Z", "2026-02-29T00:00:00Z", "2026-11-26T10:00:00"}) {
            assertThatThrownBy(() -> GoTime.parse(text)).as(text).isInstanceOf(DateTimeParseException.class);
        }
    }

    @Provide
    Arbitrary<OffsetDateTime> times() {
        return Combinators.combine(
                        Arbitraries.longs().between(-62_135_596_800L + 86_400, 253_402_300_799L - 86_400),
                        Arbitraries.oneOf(
                                Arbitraries.just(0),
                                Arbitraries.integers().between(0, 999_999_999),
                                Arbitraries.integers().between(0, 999).map(milli -> milli * 1_000_000)),
                        Arbitraries.oneOf(
                                Arbitraries.just(0), Arbitraries.integers().between(-17 * 60, 17 * 60)))
                .as((second, nano, offset) -> OffsetDateTime.ofInstant(
                        java.time.Instant.ofEpochSecond(second, nano), ZoneOffset.ofTotalSeconds(offset * 60)));
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 40);
    }

    @Provide
    Arbitrary<Character> signs() {
        return Arbitraries.of('0', '3', '9', '-', '+', ':', '.', 'T', 'Z', 'x');
    }
}
