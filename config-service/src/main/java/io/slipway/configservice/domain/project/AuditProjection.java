package io.slipway.configservice.domain.project;

import java.util.List;
import java.util.Optional;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.audit.AuditEntry;
import io.slipway.events.config.ConfigEvent;
import io.slipway.kit.aggregate.Following;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

/** Records on {@code slipway.audit} who did what, in the transaction of the event it follows from. */
final class AuditProjection implements Projection<ConfigState, ConfigEvent> {

    @Override
    public List<Outbound> project(ConfigState before, ConfigState after, Envelope<ConfigEvent> event) {
        return AuditFacts.of(before, event.data()).map(fact -> entry(event, fact)).stream()
                .toList();
    }

    private static Outbound entry(Envelope<ConfigEvent> event, AuditFacts.Fact fact) {
        String id = Following.id(event, "audit");
        AuditEntry entry = new AuditEntry(
                id,
                Optional.ofNullable(fact.actor()).orElse(event.actor()),
                fact.action(),
                fact.resource(),
                AuditEntry.Outcome.DONE,
                event.time(),
                event.correlationId(),
                fact.detail());
        return Following.record(Topics.AUDIT, event.data().application(), event, id, entry);
    }
}
