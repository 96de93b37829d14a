package io.slipway.deploy.backup;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.Topics;
import io.slipway.events.backup.PolicyEvent;
import io.slipway.events.backup.ProtectionEvent;
import io.slipway.events.deploy.BackupStanding;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployCommand.ObserveBackup;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.aggregate.Source;

/** How the environments are backed up. Without a backup-service the deploy context never hears of it. */
public final class LiveBackups {
    private LiveBackups() {}

    public static Source<DeployCommand> source() {
        return new Source<>(
                Topics.BACKUP_EVENTS,
                Stream.of(
                                ProtectionEvent.BackupFresh.class,
                                ProtectionEvent.BackupStale.class,
                                PolicyEvent.PolicyRemoved.class)
                        .map(MessageCatalogue::typeOf)
                        .collect(Collectors.toUnmodifiableSet()),
                LiveBackups::command);
    }

    private static Optional<DeployCommand> command(Envelope<Message> event) {
        return switch (event.data()) {
            case ProtectionEvent.BackupFresh fresh ->
                Optional.of(new ObserveBackup(
                        fresh.application(),
                        fresh.environment(),
                        fresh.policy(),
                        new BackupStanding(
                                fresh.policy(),
                                fresh.recoverableTo(),
                                fresh.objective(),
                                fresh.drilled(),
                                fresh.drillEvery(),
                                null)));
            case ProtectionEvent.BackupStale stale ->
                Optional.of(new ObserveBackup(
                        stale.application(),
                        stale.environment(),
                        stale.policy(),
                        new BackupStanding(
                                stale.policy(),
                                stale.recoverableTo(),
                                stale.objective(),
                                stale.drilled(),
                                stale.drillEvery(),
                                stale.reason())));
            case PolicyEvent.PolicyRemoved removed ->
                Optional.of(new ObserveBackup(removed.application(), removed.environment(), removed.policy(), null));
            default -> Optional.empty();
        };
    }
}
