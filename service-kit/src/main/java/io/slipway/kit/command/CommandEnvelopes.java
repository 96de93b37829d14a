package io.slipway.kit.command;

import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.Envelope;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.tracing.TraceParent;

/** Puts commands into envelopes, as part of the trace they are made in. */
public final class CommandEnvelopes {
    private final Clock clock;

    public CommandEnvelopes(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param id idempotency key; null for a new one
     * @param source of the command, for example {@code /slipway/deploy-orchestrator/http}
     * @param subject what it is about
     * @param actor who asks
     * @param correlationId null when a new story begins, which then has the command's id
     */
    public <C extends Command> Envelope<C> of(
            @Nullable String id,
            String source,
            String subject,
            String actor,
            @Nullable String correlationId,
            C command) {
        String commandId = id == null ? UUID.randomUUID().toString() : id;
        return new Envelope<>(
                commandId,
                URI.create(source),
                MessageCatalogue.typeOf(command.getClass()),
                subject,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                correlationId == null ? commandId : correlationId,
                null,
                actor,
                TraceParent.current(),
                command);
    }
}
