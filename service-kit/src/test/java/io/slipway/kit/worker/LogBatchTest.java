package io.slipway.kit.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class LogBatchTest {
    private record Batch(long first, List<String> lines) {}

    @Property(tries = 100)
    void whateverTheSizesAndPausesEachLineIsSentOnceInOrderUnderItsNumber(
            @ForAll @Size(max = 1000) List<@IntRange(max = 2000) Integer> lengths) {
        FakeTimer timer = new FakeTimer();
        List<Batch> batches = new ArrayList<>();
        LogBatch log =
                new LogBatch(timer, Duration.ofMillis(200), (first, lines) -> batches.add(new Batch(first, lines)));
        List<String> written = new ArrayList<>();
        for (int length : lengths) {
            String line = "x".repeat(length);
            written.add(line);
            log.add(line);
            timer.pass(Duration.ofMillis(length % 7));
        }
        timer.pass(Duration.ofMillis(200));

        List<String> sent = new ArrayList<>();
        for (Batch batch : batches) {
            assertThat(batch.first()).isEqualTo(sent.size());
            assertThat(batch.lines()).isNotEmpty().hasSizeLessThanOrEqualTo(200);
            sent.addAll(batch.lines());
        }
        assertThat(sent).isEqualTo(written);
    }

    @Property(tries = 20)
    void aLineThatIsTooLongForARecordIsCutAndSaysSo(@ForAll @IntRange(min = 16_385, max = 5_000_000) int length) {
        List<String> sent = new ArrayList<>();
        LogBatch log = new LogBatch(new FakeTimer(), Duration.ofMillis(200), (first, lines) -> sent.addAll(lines));
        log.add("x".repeat(length));
        log.flush();
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst()).hasSizeLessThan(17_000).endsWith("... (" + (length - 16_384) + " more characters)");
    }
}
