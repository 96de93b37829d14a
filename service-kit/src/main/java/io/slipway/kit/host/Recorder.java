package io.slipway.kit.host;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.Command;
import io.slipway.events.CommandReply;
import io.slipway.events.Document;
import io.slipway.events.Envelope;
import io.slipway.events.Event;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Observer;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Turns a decision into the records that say it. Pure: nothing is written here. */
final class Recorder<S, C extends Command, E extends Event> {

    /**
     * @param after the aggregate after the decision
     * @param records what is to be written, in order
     * @param documents keys of the documents among them
     */
    record Recorded<S>(Aggregate<S> after, List<Outgoing> records, List<String> documents) {
        /** The revision that a reader of the subject's document can wait for; 0 when that document does not change. */
        long revisionOf(@Nullable String subject) {
            boolean shown = subject != null && documents.stream().anyMatch(key -> key.endsWith("/" + subject));
            return shown ? after.revision() : 0;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final AggregateDefinition<S, C, E> definition;
    private final URI source;

    Recorder(AggregateDefinition<S, C, E> definition) {
        this.definition = definition;
        this.source = URI.create(definition.service());
    }

    Recorded<S> record(String key, Aggregate<S> before, List<E> events, Cause cause) {
        if (events.isEmpty()) {
            return new Recorded<>(before, List.of(), List.of());
        }
        List<Outgoing> records = new ArrayList<>();
        S state = before.state();
        for (int index = 0; index < events.size(); index++) {
            E event = events.get(index);
            S next = definition.decider().evolve(state, event, cause.now());
            Envelope<E> envelope = envelope(event, next, index, cause);
            records.add(Outgoing.of(definition.topics().events(), key, envelope));
            for (Projection<S, E> projection : definition.projections()) {
                projection.project(state, next, envelope).forEach(outbound -> records.add(outgoing(outbound, cause)));
            }
            tell(state, next, envelope);
            state = next;
        }
        long revision = before.revision() + 1;
        Map<String, Document> documents = definition.documents().changed(before.state(), state, revision);
        documents.forEach((name, document) ->
                records.add(Outgoing.of(definition.topics().views(), name, document(name, document, cause))));
        return new Recorded<>(
                new Aggregate<>(revision, state, cause.traceparent()), records, List.copyOf(documents.keySet()));
    }

    private void tell(S before, S after, Envelope<E> envelope) {
        for (Observer<S, E> observer : definition.observers()) {
            try {
                observer.observe(before, after, envelope);
            } catch (RuntimeException e) {
                LOG.warn("{} was not observed", envelope.type(), e);
            }
        }
    }

    /** @param seed tells apart the replies to one command id */
    Envelope<CommandReply> reply(CommandReply reply, String seed, Cause cause) {
        return envelope(cause.id() + "/reply/" + seed, reply, reply.commandId(), cause.correlationId(), cause);
    }

    private Envelope<E> envelope(E event, S after, int index, Cause cause) {
        String correlation = definition.correlationOf().apply(after, event);
        return envelope(
                cause.id() + "/" + index,
                event,
                definition.subjectOf().apply(event),
                correlation == null ? cause.correlationId() : correlation,
                cause);
    }

    private Envelope<Document> document(String key, Document document, Cause cause) {
        return envelope(cause.id() + "/" + key, document, key, cause.correlationId(), cause);
    }

    /** The id follows from the cause, so that a decision that is made again after a crash says the same. */
    private <T> Envelope<T> envelope(String seed, T data, String subject, String correlation, Cause cause) {
        return new Envelope<>(
                UUID.nameUUIDFromBytes((definition.name() + "/" + seed).getBytes(UTF_8))
                        .toString(),
                source,
                MessageCatalogue.typeOf(data.getClass()),
                subject,
                cause.now(),
                correlation,
                cause.id(),
                cause.actor(),
                cause.traceparent(),
                data);
    }

    private static Outgoing outgoing(Outbound outbound, Cause cause) {
        Envelope<?> envelope = outbound.envelope();
        return envelope == null
                ? Outgoing.deletion(outbound.topic(), outbound.key())
                : Outgoing.of(outbound.topic(), outbound.key(), traced(envelope, cause));
    }

    private static <T> Envelope<T> traced(Envelope<T> envelope, Cause cause) {
        return envelope.traceparent() != null
                ? envelope
                : new Envelope<>(
                        envelope.id(),
                        envelope.source(),
                        envelope.type(),
                        envelope.subject(),
                        envelope.time(),
                        envelope.correlationId(),
                        envelope.causationId(),
                        envelope.actor(),
                        cause.traceparent(),
                        envelope.data());
    }
}
