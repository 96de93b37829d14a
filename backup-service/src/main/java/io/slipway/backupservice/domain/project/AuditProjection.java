package io.slipway.backupservice.domain.project;

import java.util.List;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.audit.AuditEntry;
import io.slipway.events.backup.BackupEvent;
import io.slipway.kit.aggregate.Following;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

/** Records who did what. */
final class AuditProjection implements Projection<BackupState, BackupEvent> {

    @Override
    public List<Outbound> project(BackupState before, BackupState after, Envelope<BackupEvent> event) {
        return AuditFacts.of(event.data(), event.actor()).map(fact -> entry(event, fact)).stream()
                .toList();
    }

    private static Outbound entry(Envelope<BackupEvent> event, AuditFacts.Fact fact) {
        String id = Following.id(event, "audit");
        AuditEntry entry = new AuditEntry(
                id,
                fact.actor(),
                fact.action(),
                fact.resource(),
                fact.outcome(),
                event.time(),
                event.correlationId(),
                fact.detail());
        return Following.record(Topics.AUDIT, event.data().application(), event, id, entry);
    }
}
