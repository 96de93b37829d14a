package io.slipway.backup.mongodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {
    private static final Namespace CONTACTS = new Namespace("crm", "contacts");

    private final AtomicLong clock = new AtomicLong();
    private final List<Progress> heard = new ArrayList<>();
    private final ProgressMeter meter = new ProgressMeter(heard::add, Progress.Phase.DUMP, 1000, clock::get);

    private void at(Duration time) {
        clock.set(time.toNanos());
    }

    @Test
    void theTimeThatIsLeftFollowsFromThePaceSoFar() {
        at(Duration.ofSeconds(10));
        meter.add(CONTACTS, 5, 250);
        assertThat(heard.getLast().remaining()).contains(Duration.ofSeconds(30));
        assertThat(heard.getLast().bytesPerSecond()).isEqualTo(25);
        at(Duration.ofSeconds(20));
        meter.add(CONTACTS, 15, 750);
        assertThat(heard.getLast().remaining()).contains(Duration.ZERO);
        assertThat(heard.getLast().documents()).isEqualTo(20);
    }

    @Test
    void nobodyKnowsTheTimeThatIsLeftWithoutATotalOrABeginning() {
        Progress unknown = new Progress(Progress.Phase.IMPORT, CONTACTS, 1, 10, 0, Duration.ofSeconds(1));
        assertThat(unknown.remaining()).isEmpty();
        Progress begun = new Progress(Progress.Phase.DUMP, CONTACTS, 0, 0, 10, Duration.ZERO);
        assertThat(begun.remaining()).isEmpty();
        assertThat(begun.bytesPerSecond()).isZero();
    }

    @Test
    void moreThanWasExpectedIsNoTimeBelowZero() {
        Progress more = new Progress(Progress.Phase.DUMP, CONTACTS, 1, 30, 10, Duration.ofSeconds(3));
        assertThat(more.remaining()).contains(Duration.ZERO);
    }

    @Test
    void listenersHearOfTheFirstStepAtOnceAndThenFiveTimesASecondAtMost() {
        for (int i = 0; i < 1000; i++) {
            at(Duration.ofMillis(i));
            meter.add(CONTACTS, 1, 1);
        }
        assertThat(heard).hasSize(5);
        meter.tell(CONTACTS);
        assertThat(heard.getLast().documents()).isEqualTo(1000);
    }
}
