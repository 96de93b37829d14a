package io.slipway.backupservice.http;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import io.slipway.events.Topics;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.view.BackupRunsView;
import io.slipway.events.backup.view.BackupView;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.CommandEndpoint;
import io.slipway.kit.http.CommandRequest;

/** Sends commands and answers as {@link CommandEndpoint} does. */
public final class BackupCommands {
    private static final String SOURCE = "/slipway/backup-service/http";

    private final CommandEndpoint endpoint;

    public BackupCommands(CommandEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** One that changes what is known of the application as a whole. */
    ResponseEntity<CommandAnswer> submit(BackupCommand command, HttpHeaders headers, Actor actor)
            throws InterruptedException {
        String application = command.application();
        return send(command, BackupView.key(application), "", headers, actor);
    }

    /** One that begins or ends a run. */
    ResponseEntity<CommandAnswer> run(BackupCommand command, HttpHeaders headers, Actor actor)
            throws InterruptedException {
        return send(command, BackupRunsView.key(command.application()), "/runs/", headers, actor);
    }

    private ResponseEntity<CommandAnswer> send(
            BackupCommand command, String document, String place, HttpHeaders headers, Actor actor)
            throws InterruptedException {
        String base = "/api/v1/backups/" + command.application();
        return endpoint.submit(
                new CommandRequest(
                        Topics.BACKUP_COMMANDS,
                        Topics.BACKUP_REPLIES,
                        SOURCE,
                        command.application(),
                        command,
                        subject -> document,
                        subject -> place.isEmpty() ? base : base + place + subject),
                headers,
                actor);
    }
}
