package io.slipway.cli.backup;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.slipway.cli.output.Terminal;

import static org.assertj.core.api.Assertions.assertThat;

/** How far, how fast, how long still. */
class TransferProgressTest {
    private static final long MIB = 1 << 20;

    private final StringWriter err = new StringWriter();
    private Instant now = Instant.parse("2026-11-26T00:00:00Z");

    @Test
    void aPersonSeesOneLineWithThroughputAndTheTimeLeft() {
        try (TransferProgress progress = progress(true)) {
            progress.show(0, 400 * MIB, "");
            pass(1);
            progress.show(100 * MIB, 400 * MIB, "crm.contacts");
        }

        assertThat(err.toString())
                .contains("\r\u001b[Krestoring  100 MiB of 400 MiB  25 %  100 MiB/s  3.0 s left  crm.contacts")
                .endsWith("\r\u001b[K")
                .doesNotContain("\n");
    }

    @Test
    void aLongPathIsCutSoThatTheLineStaysOne() {
        String path = "/srv/uploads/" + "folder/".repeat(20) + "name.txt";
        try (TransferProgress progress = progress(true)) {
            progress.show(0, 400 * MIB, "");
            pass(1);
            progress.show(100 * MIB, 400 * MIB, path);
        }

        assertThat(err.toString().split("\r\u001b\\[K"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80))
                .anySatisfy(line -> assertThat(line).contains("3.0 s left  …").endsWith("der/name.txt"));
    }

    @Test
    void aLogGetsALineNowAndThenWithoutControlCharacters() {
        try (TransferProgress progress = progress(false)) {
            for (int second = 0; second <= 25; second++) {
                progress.show(second * 10 * MIB, 0, "");
                pass(1);
            }
        }

        assertThat(err.toString().lines())
                .containsExactly("restoring  100 MiB  10.0 MiB/s", "restoring  200 MiB  10.0 MiB/s");
    }

    @Test
    void whatStandsStillHasNoTimeLeft() {
        Transfer transfer = new Transfer();
        transfer.reached(now, 5);
        transfer.reached(now.plusSeconds(3), 5);

        assertThat(transfer.rate()).contains(0L);
        assertThat(transfer.left(100)).isEmpty();
    }

    @Test
    void theRateIsThatOfTheLastWhile() {
        Transfer transfer = new Transfer();
        for (int second = 0; second <= 60; second++) {
            transfer.reached(now.plusSeconds(second), second < 30 ? second * 100L : 3000);
        }

        assertThat(transfer.rate()).contains(0L);
    }

    private TransferProgress progress(boolean interactive) {
        Terminal terminal =
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err, true), interactive, false);
        return new TransferProgress(terminal, "restoring", () -> now);
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
