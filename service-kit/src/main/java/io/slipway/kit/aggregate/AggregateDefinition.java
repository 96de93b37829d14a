package io.slipway.kit.aggregate;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.Event;
import io.slipway.events.Topic;

/**
 * Everything the host needs to run one kind of aggregate.
 *
 * @param name short and stable, for example {@code deploy}: names the stores and the consumer group
 * @param service the CloudEvents source, for example {@code /slipway/deploy-orchestrator}
 * @param stateType the state, which the host keeps as JSON
 * @param subjectOf the CloudEvents subject of an event
 * @param correlationOf the correlation an event belongs to, given the state after it; null means the correlation of the
 *     message that led to it. With it, what a worker's report or the passing of time leads to carries the correlation
 *     of the request it all follows from
 * @param projections further records that follow from each event
 * @param documents what the state looks like from outside; published once per command, after its last event. The key
 *     of the document of something with an id ends with {@code /<id>}
 * @param observers who is told of each decided event, for metrics
 * @param sources events of other contexts that are commands here
 */
public record AggregateDefinition<S, C extends Command, E extends Event>(
        String name,
        String service,
        Class<S> stateType,
        Class<C> commandType,
        Class<E> eventType,
        Decider<S, C, E> decider,
        Channels topics,
        Function<E, String> subjectOf,
        BiFunction<S, E, @Nullable String> correlationOf,
        List<Projection<S, E>> projections,
        Documents<S> documents,
        List<Observer<S, E>> observers,
        List<Source<C>> sources) {

    public AggregateDefinition {
        projections = List.copyOf(projections);
        observers = List.copyOf(observers);
        sources = List.copyOf(sources);
        sources.forEach(source -> samePartitions(source.topic(), topics.commands()));
    }

    /** One that nobody observes, and that reads only its commands. */
    public AggregateDefinition(
            String name,
            String service,
            Class<S> stateType,
            Class<C> commandType,
            Class<E> eventType,
            Decider<S, C, E> decider,
            Channels topics,
            Function<E, String> subjectOf,
            BiFunction<S, E, @Nullable String> correlationOf,
            List<Projection<S, E>> projections,
            Documents<S> documents) {
        this(
                name,
                service,
                stateType,
                commandType,
                eventType,
                decider,
                topics,
                subjectOf,
                correlationOf,
                projections,
                documents,
                List.of(),
                List.of());
    }

    /** The same, observed. */
    public AggregateDefinition<S, C, E> observedBy(List<Observer<S, E>> given) {
        return new AggregateDefinition<>(
                name,
                service,
                stateType,
                commandType,
                eventType,
                decider,
                topics,
                subjectOf,
                correlationOf,
                projections,
                documents,
                given,
                sources);
    }

    /** The same, which also reads events of other contexts. */
    public AggregateDefinition<S, C, E> reading(List<Source<C>> given) {
        return new AggregateDefinition<>(
                name,
                service,
                stateType,
                commandType,
                eventType,
                decider,
                topics,
                subjectOf,
                correlationOf,
                projections,
                documents,
                observers,
                given);
    }

    private static void samePartitions(Topic topic, Topic commands) {
        if (topic.partitions() != commands.partitions()) {
            throw new IllegalArgumentException(topic.name() + " has " + topic.partitions()
                    + " partitions, expected those of " + commands.name() + ": " + commands.partitions());
        }
    }

    /**
     * The topics of one kind of aggregate.
     *
     * @param state takes what the host keeps of each aggregate; compacted, with the partitions of the commands
     */
    public record Channels(Topic commands, Topic events, Topic tasks, Topic replies, Topic views, Topic state) {
        public Channels {
            samePartitions(state, commands);
        }
    }
}
