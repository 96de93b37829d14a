package io.slipway.backupservice.work;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.backup.BackupCommand;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;

/**
 * Says what a run that stores an oplog has stored. A word that is lost does no harm: the next one says more, and a run that is
 * over is told so when it renews its lease.
 */
public final class OplogReports {
    private static final Logger LOG = LoggerFactory.getLogger(OplogReports.class);
    private static final String SOURCE = "/slipway/worker/backup";
    private static final String ACTOR = "worker:backup";

    private final CommandGateway gateway;
    private final CommandEnvelopes envelopes;

    public OplogReports(CommandGateway gateway, CommandEnvelopes envelopes) {
        this.gateway = gateway;
        this.envelopes = envelopes;
    }

    void send(BackupCommand command) {
        Envelope<BackupCommand> envelope = envelopes.of(null, SOURCE, command.application(), ACTOR, null, command);
        gateway.submit(Topics.BACKUP_COMMANDS, Topics.BACKUP_REPLIES, command.application(), envelope)
                .stored()
                .whenComplete((stored, failure) -> {
                    if (failure != null) {
                        LOG.warn("a report of a stored oplog did not reach Kafka: {}", failure.getMessage());
                    }
                });
    }
}
