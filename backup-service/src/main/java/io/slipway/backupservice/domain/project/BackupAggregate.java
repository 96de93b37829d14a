package io.slipway.backupservice.domain.project;

import java.util.List;

import io.slipway.backupservice.domain.decide.BackupDecider;
import io.slipway.backupservice.domain.decide.BackupTerms;
import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.events.Topics;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.DeletionEvent;
import io.slipway.events.backup.PolicyEvent;
import io.slipway.events.backup.ProtectionEvent;
import io.slipway.events.backup.RunEvent;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Directory;

/** The backup context as the host runs it. */
public final class BackupAggregate {
    /** The CloudEvents source of everything it says. */
    public static final String SOURCE = "/slipway/backup-service";

    private BackupAggregate() {}

    /** @param directory who has which role */
    public static AggregateDefinition<BackupState, BackupCommand, BackupEvent> definition(
            BackupTerms terms, Directory directory) {
        return new AggregateDefinition<>(
                "backup",
                SOURCE,
                BackupState.class,
                BackupCommand.class,
                BackupEvent.class,
                new BackupDecider(terms, directory),
                new AggregateDefinition.Channels(
                        Topics.BACKUP_COMMANDS,
                        Topics.BACKUP_EVENTS,
                        Topics.BACKUP_TASKS,
                        Topics.BACKUP_REPLIES,
                        Topics.BACKUP_VIEWS,
                        Topics.BACKUP_STATE),
                BackupAggregate::subjectOf,
                (after, event) -> null,
                List.of(new TaskProjection(terms), new BackupAlerts(), new AuditProjection()),
                new BackupDocuments(directory));
    }

    static String subjectOf(BackupEvent event) {
        return switch (event) {
            case RunEvent run -> run.run();
            case DeletionEvent deletion -> deletion.deletion();
            case PolicyEvent policy -> policy.policy();
            case ProtectionEvent protection -> protection.policy();
        };
    }
}
