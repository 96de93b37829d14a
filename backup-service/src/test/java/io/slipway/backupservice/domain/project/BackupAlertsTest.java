package io.slipway.backupservice.domain.project;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.events.Envelope;
import io.slipway.events.alert.Alert;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.RepairEvent.RepairFailed;
import io.slipway.events.backup.RepairEvent.RepairSucceeded;

import static org.assertj.core.api.Assertions.assertThat;

class BackupAlertsTest {
    @Test
    void whatARepairCouldNotSaveIsAnAlertThatNamesIt() {
        List<String> lost = IntStream.range(0, 12)
                .mapToObj(at -> "snapshot 4fa1 /file-" + at)
                .toList();

        assertThat(alerts(repaired(lost))).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo("backup.lost");
            assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
            assertThat(alert.detail()).contains("a summary", "/file-0; ", "/file-9; and more", "new backup");
        });
    }

    @Test
    void aRepairThatLostNothingIsNone() {
        assertThat(alerts(repaired(List.of()))).isEmpty();
        assertThat(alerts(repaired(null))).isEmpty();
    }

    @Test
    void aRepairThatFailedIsAnAlert() {
        assertThat(alerts(new RepairFailed("crm", "live", "nightly", "run", 3, "locked")))
                .singleElement()
                .satisfies(alert -> assertThat(alert.kind()).isEqualTo("backup.repair.failed"));
    }

    private static RepairSucceeded repaired(@Nullable List<String> lost) {
        return new RepairSucceeded("crm", "live", "nightly", "run", "a summary", Duration.ofMinutes(1), lost);
    }

    private static List<Alert> alerts(BackupEvent event) {
        BackupState state = BackupState.initial("crm");
        Envelope<BackupEvent> envelope = new Envelope<>(
                "id",
                URI.create("/slipway/backup-service"),
                "type",
                "crm",
                Instant.EPOCH,
                "c",
                null,
                "alice",
                null,
                event);
        return new BackupAlerts()
                .project(state, state, envelope).stream()
                        .map(outbound -> (Alert)
                                Objects.requireNonNull(outbound.envelope()).data())
                        .toList();
    }
}
