package io.slipway.kit.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressFeedTest {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    @Property(tries = 200)
    void atMostOneIsSentPerIntervalInOrderAndTheLastAlways(
            @ForAll @NotEmpty @Size(max = 200) List<@IntRange(max = 500) Integer> pauses) {
        FakeTimer timer = new FakeTimer();
        List<Integer> sent = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        ProgressFeed feed = new ProgressFeed(timer, INTERVAL, (message, percent) -> {
            sent.add(Integer.valueOf(message));
            times.add(timer.clock().millis());
        });
        for (int i = 0; i < pauses.size(); i++) {
            feed.offer(String.valueOf(i), null);
            timer.pass(Duration.ofMillis(pauses.get(i)));
        }
        timer.pass(INTERVAL);

        assertThat(sent).isSorted().doesNotHaveDuplicates().startsWith(0).endsWith(pauses.size() - 1);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(INTERVAL.toMillis());
        }
    }
}
