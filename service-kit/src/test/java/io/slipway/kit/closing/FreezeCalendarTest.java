package io.slipway.kit.closing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.slipway.events.deploy.pipeline.FreezeWindow;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

class FreezeCalendarTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final FreezeWindow WEEKEND = window("0 18 * * 5", "PT60H");

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T17:59:59, false", // Friday
        "2026-11-27T18:00:00, true",
        "2026-11-27T18:00:30, true",
        "2026-11-29T12:00:00, true",
        "2026-11-30T05:59:59, true",
        "2026-11-30T06:00:00, false", // Monday
        "2026-11-25T12:00:00, false"
    })
    void isOpenFromEachTimeOfItsScheduleForItsDuration(String local, boolean open) {
        assertThat(FreezeCalendar.openUntil(WEEKEND, berlin(local)).isPresent()).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T17:59:59, 2026-11-27T18:00:00",
        "2026-11-27T18:00:00, 2026-12-04T18:00:00",
        "2026-11-29T12:00:00, 2026-12-04T18:00:00"
    })
    void saysWhenItOpensNext(String after, String opening) {
        assertThat(FreezeCalendar.nextOpening(WEEKEND, berlin(after))).contains(berlin(opening));
    }

    @Test
    void opensLaterOnceWhereTheClocksArePutForwardAndOnceWhereTheyArePutBack() {
        FreezeWindow night = window("30 2 * * *", "PT1H");
        assertThat(FreezeCalendar.nextOpening(night, Instant.parse("2026-03-29T00:59:00Z")))
                .contains(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(FreezeCalendar.nextOpening(night, Instant.parse("2026-03-29T01:10:00Z")))
                .contains(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(FreezeCalendar.nextOpening(night, Instant.parse("2026-10-25T00:40:00Z")))
                .contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void saysWhenItCloses() {
        assertThat(FreezeCalendar.openUntil(WEEKEND, berlin("2026-11-28T12:00:00")))
                .contains(berlin("2026-11-30T06:00:00"));
    }

    @Test
    void isReadInTheWallClockTimeOfItsZoneInSummerAndWinter() {
        FreezeWindow evening = window("0 18 * * *", "PT1H");
        assertThat(FreezeCalendar.openUntil(evening, Instant.parse("2026-07-01T16:30:00Z")))
                .isPresent();
        assertThat(FreezeCalendar.openUntil(evening, Instant.parse("2026-07-01T17:30:00Z")))
                .isEmpty();
        assertThat(FreezeCalendar.openUntil(evening, Instant.parse("2026-12-01T17:30:00Z")))
                .isPresent();
        assertThat(FreezeCalendar.openUntil(evening, Instant.parse("2026-12-01T16:30:00Z")))
                .isEmpty();
    }

    @Test
    void lastsItsElapsedTimeOverTheChangeOfTheClocks() {
        // In the night to 25 October 2026 the hour from two to three happens twice.
        FreezeWindow night = window("0 1 * * *", "PT3H");
        assertThat(FreezeCalendar.openUntil(night, Instant.parse("2026-10-25T00:30:00Z")))
                .contains(Instant.parse("2026-10-25T02:00:00Z"));
        // In the night to 28 March 2027 it does not happen at all.
        assertThat(FreezeCalendar.openUntil(night, Instant.parse("2027-03-28T00:30:00Z")))
                .contains(Instant.parse("2027-03-28T03:00:00Z"));
    }

    @Test
    void aTimeTheClocksSkipStillOpensIt() {
        FreezeWindow skipped = window("30 2 * * *", "PT2H");
        assertThat(FreezeCalendar.openUntil(skipped, berlin("2027-03-28T03:45:00")))
                .contains(berlin("2027-03-28T05:30:00"));
    }

    @Test
    void aTimeThatHappensTwiceOpensItOnce() {
        FreezeWindow twice = window("45 2 * * *", "PT10M");
        assertThat(FreezeCalendar.openUntil(twice, Instant.parse("2026-10-25T00:50:00Z")))
                .isPresent();
        assertThat(FreezeCalendar.openUntil(twice, Instant.parse("2026-10-25T01:50:00Z")))
                .isEmpty();
        // Half past two again, and the window that opened at a quarter to three is still open.
        assertThat(FreezeCalendar.openUntil(window("45 2 * * *", "PT1H"), Instant.parse("2026-10-25T01:30:00Z")))
                .contains(Instant.parse("2026-10-25T01:45:00Z"));
    }

    @Test
    void saysWhatIsWrongWithASchedule() {
        assertThat(FreezeCalendar.faultOf("0 18 * * 5")).isEmpty();
        assertThat(FreezeCalendar.faultOf("every friday")).isPresent();
        assertThat(FreezeCalendar.faultOf("0 0 18 * * 5")).isPresent();
    }

    @Property(tries = 300)
    void isOpenExactlyWhenAnOpeningIsLessThanItsDurationAgo(@ForAll @IntRange(max = 60 * 24 * 400) int minute) {
        Instant now = Instant.parse("2026-01-01T00:00:20Z").plus(Duration.ofMinutes(minute));
        ZonedDateTime local = now.atZone(BERLIN);
        Optional<Instant> opening = Optional.empty();
        for (int days = 0; days <= 3; days++) {
            Instant start = local.toLocalDate()
                    .minusDays(days)
                    .atTime(18, 0)
                    .atZone(BERLIN)
                    .toInstant();
            boolean friday = local.toLocalDate().minusDays(days).getDayOfWeek().getValue() == 5;
            if (friday && !start.isAfter(now) && now.isBefore(start.plus(Duration.ofHours(60)))) {
                opening = Optional.of(start);
            }
        }
        assertThat(FreezeCalendar.openUntil(WEEKEND, now))
                .isEqualTo(opening.map(start -> start.plus(Duration.ofHours(60))));
    }

    private static FreezeWindow window(String schedule, String duration) {
        return new FreezeWindow("frozen", schedule, Duration.parse(duration), BERLIN);
    }

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
