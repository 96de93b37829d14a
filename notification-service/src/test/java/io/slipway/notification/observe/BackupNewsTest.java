package io.slipway.notification.observe;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.BackupRunEvent.BackupFailed;
import io.slipway.events.backup.BackupRunEvent.BackupSucceeded;
import io.slipway.events.backup.DrillEvent.RestoreDrillFailed;
import io.slipway.events.backup.DrillEvent.RestoreDrillPassed;
import io.slipway.events.backup.ProtectionEvent.BackupMissed;
import io.slipway.events.backup.ProtectionEvent.MissReason;
import io.slipway.events.backup.RestoreEvent.RestoreStarted;
import io.slipway.events.backup.RestoreTarget;
import io.slipway.events.backup.RunEvent;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.notification.NotificationCommand.ObserveOccurrence;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of backups, as people read it. */
class BackupNewsTest {
    private static final Instant AT = Instant.parse("2026-11-26T02:00:00Z");

    @Test
    void aBackupSaysWhatItReadWhatWasNewAndHowLongItTook() {
        var facts = new SnapshotFacts(
                "4f".repeat(32),
                "database",
                "mongodb",
                AT,
                12,
                3L << 30,
                17 << 20,
                9 << 20,
                List.of("crm.sessions was renamed meanwhile"));

        ObserveOccurrence news = news(new BackupSucceeded(
                "crm", "production", "nightly", "crm-nightly-7", "r", List.of(facts), Duration.ofSeconds(75)));

        assertThat(news.title()).isEqualTo("crm: a backup succeeded in 1 min 15 s (nightly, production)");
        assertThat(news.reason())
                .isEqualTo("database: 3.0 GiB, 17.0 MiB of it new\ncrm.sessions was renamed meanwhile");
        assertThat(news.severity()).isEqualTo(Severity.INFO);
        assertThat(news.deploymentId()).as("one thread for each run").isEqualTo("crm-nightly-7");
    }

    @Test
    void whatIsAnAlertIsNoNewsAsWell() {
        List.<BackupEvent>of(
                        new BackupFailed("crm", "production", "nightly", "crm-nightly-7", 3, "the disk is full"),
                        new BackupMissed("crm", "production", "nightly", AT, 3, MissReason.OUTAGE, true),
                        new RestoreDrillFailed(
                                "crm", "production", "nightly", "crm-drill-1", null, null, "no", List.of(), null))
                .forEach(event -> {
                    assertThat(BackupNews.command(envelope(event))).isEmpty();
                    assertThat(BackupNews.source().ofInterest())
                            .doesNotContain(MessageCatalogue.typeOf(event.getClass()));
                });
    }

    @Test
    void aDrillSaysWhatItMeasured() {
        ObserveOccurrence news = news(new RestoreDrillPassed(
                "crm",
                "production",
                "nightly",
                "crm-drill-1",
                Duration.ofSeconds(42),
                Duration.ofHours(5),
                List.of(),
                1 << 20,
                List.of(),
                null));

        assertThat(news.reason()).isEqualTo("restored and compared in 42 s, data 5 h 0 min old, 1.0 MiB");
    }

    @Test
    void aRestoreThatIsNoTrialIsAWarningWithTheNameOfWhoDoesIt() {
        ObserveOccurrence news = news(new RestoreStarted(
                "crm",
                "production",
                "nightly",
                "crm-restore-1",
                "latest",
                null,
                List.of(),
                null,
                RestoreTarget.ORIGIN,
                false,
                true,
                "ann",
                "orders are gone"));

        assertThat(news.severity()).isEqualTo(Severity.WARNING);
        assertThat(news.title()).isEqualTo("crm: ann restores latest (nightly, production)");
    }

    @Test
    void whatIsNotForPeopleIsNotTold() {
        assertThat(BackupNews.command(
                        envelope(new RunEvent.LeaseRenewed("crm", "production", "nightly", "crm-nightly-7", 1, AT))))
                .isEmpty();
        assertThat(BackupNews.source().ofInterest())
                .doesNotContain(MessageCatalogue.typeOf(RunEvent.LeaseRenewed.class))
                .contains(MessageCatalogue.typeOf(BackupSucceeded.class));
    }

    private static ObserveOccurrence news(Message event) {
        return (ObserveOccurrence) BackupNews.command(envelope(event)).orElseThrow();
    }

    private static Envelope<Message> envelope(Message event) {
        return new Envelope<>(
                "e1",
                URI.create("/slipway/backup-service"),
                MessageCatalogue.typeOf(event.getClass()),
                "crm",
                AT,
                "c1",
                null,
                "slipway",
                null,
                event);
    }
}
