package io.slipway.kit.host;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineIndexTest {

    @Property
    void whatIsDueIsWhatWasLastSetAndHasComeEarliestFirst(
            @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 99) Integer> settings,
            @ForAll @IntRange(min = 0, max = 10) int now) {
        DeadlineIndex index = new DeadlineIndex();
        Map<String, Integer> expected = new HashMap<>();
        for (int setting : settings) {
            // Tens say which aggregate, units say when; 0 takes the deadline away.
            String key = "app-" + setting / 10;
            int at = setting % 10;
            index.set(key, at == 0 ? null : Instant.ofEpochSecond(at));
            expected.put(key, at);
        }

        List<String> due = index.due(Instant.ofEpochSecond(now), 100);

        assertThat(due)
                .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0 && entry.getValue() <= now)
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(due).extracting(expected::get).isSorted();
    }
}
