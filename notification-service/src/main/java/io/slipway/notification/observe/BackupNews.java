package io.slipway.notification.observe;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.BackupRunEvent.BackupStarted;
import io.slipway.events.backup.BackupRunEvent.BackupSucceeded;
import io.slipway.events.backup.DrillEvent.RestoreDrillPassed;
import io.slipway.events.backup.RestoreEvent.RestoreFailed;
import io.slipway.events.backup.RestoreEvent.RestoreStarted;
import io.slipway.events.backup.RestoreEvent.RestoreSucceeded;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationCommand.ObserveOccurrence;
import io.slipway.kit.aggregate.Source;

/**
 * What people hear of backups, drills and restores, in words. What endangers a recovery, such as a backup or a drill that failed,
 * they hear as an alert: rules do not tell the two apart, so that whoever hears of one would hear of the other.
 */
final class BackupNews {
    private static final Set<Class<?>> TYPES = Set.of(
            BackupStarted.class,
            BackupSucceeded.class,
            RestoreDrillPassed.class,
            RestoreStarted.class,
            RestoreSucceeded.class,
            RestoreFailed.class);

    private record News(
            String run,
            Severity severity,
            String what,
            @Nullable String detail) {}

    private BackupNews() {}

    static Source<NotificationCommand> source() {
        return new Source<>(
                Topics.BACKUP_EVENTS,
                TYPES.stream().map(MessageCatalogue::typeOf).collect(Collectors.toUnmodifiableSet()),
                BackupNews::command);
    }

    static Optional<NotificationCommand> command(Envelope<Message> envelope) {
        return envelope.data() instanceof BackupEvent event
                ? news(event).map(news -> occurrence(envelope, event, news))
                : Optional.empty();
    }

    private static NotificationCommand occurrence(Envelope<Message> envelope, BackupEvent event, News news) {
        return new ObserveOccurrence(
                event.application(),
                event.environment(),
                news.run(),
                Notification.BACKUP,
                news.severity(),
                event.application() + ": " + news.what() + " (" + event.policy() + ", " + event.environment() + ")",
                ObservedEvents.shortened(news.detail()),
                envelope.time(),
                envelope.correlationId(),
                envelope.id());
    }

    private static Optional<News> news(BackupEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case BackupStarted it -> new News(it.run(), Severity.INFO, "a backup began", it.reason());
                    case BackupSucceeded it ->
                        new News(
                                it.run(),
                                Severity.INFO,
                                "a backup succeeded in " + Amounts.of(it.took()),
                                facts(it.snapshots()));
                    case RestoreDrillPassed it ->
                        new News(
                                it.run(),
                                Severity.INFO,
                                "a restore drill passed",
                                "restored and compared in " + Amounts.of(it.measuredRto()) + ", data "
                                        + Amounts.of(it.measuredRpo()) + " old, " + Amounts.ofBytes(it.bytes()));
                    case RestoreStarted it ->
                        new News(
                                it.run(),
                                it.dryRun() ? Severity.INFO : Severity.WARNING,
                                it.by() + (it.dryRun() ? " tries out a restore of " : " restores ") + it.snapshot(),
                                it.reason());
                    case RestoreSucceeded it ->
                        new News(
                                it.run(),
                                Severity.INFO,
                                it.dryRun() ? "a restore was tried out" : "a restore succeeded",
                                String.join("\n", it.summary()));
                    case RestoreFailed it -> new News(it.run(), Severity.CRITICAL, "a restore failed", it.reason());
                    default -> null;
                });
    }

    private static String facts(List<SnapshotFacts> snapshots) {
        return snapshots.stream()
                .flatMap(facts -> Stream.concat(
                        Stream.of(facts.source() + ": " + Amounts.ofBytes(facts.bytes()) + ", "
                                + Amounts.ofBytes(facts.added()) + " of it new"),
                        facts.warnings().stream()))
                .collect(Collectors.joining("\n"));
    }

    /** How durations and amounts read. */
    private static final class Amounts {
        private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

        static String of(Duration duration) {
            long seconds = duration.toSeconds();
            if (seconds < 60) {
                return seconds + " s";
            }
            return seconds < 3600
                    ? seconds / 60 + " min " + seconds % 60 + " s"
                    : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }

        static String ofBytes(long bytes) {
            double amount = bytes;
            int unit = 0;
            while (amount >= 1000 && unit < UNITS.length - 1) {
                amount /= 1024;
                unit++;
            }
            return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
        }
    }
}
