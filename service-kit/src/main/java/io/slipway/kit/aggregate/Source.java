package io.slipway.kit.aggregate;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.slipway.events.Command;
import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.Topic;

/**
 * Events of another context that are commands here. The host reads them itself, so that an event and what follows from
 * it are one transaction: nothing is lost or counted twice between the two contexts. The key of such an event is the id
 * of the aggregate it concerns.
 *
 * @param topic has as many partitions as the commands of the context
 * @param ofInterest types of messages that may lead to a command; others are passed over undecoded
 * @param command what an event asks for, the same each time; empty for nothing
 */
public record Source<C extends Command>(
        Topic topic, Set<String> ofInterest, Function<Envelope<Message>, Optional<? extends C>> command) {
    public Source {
        ofInterest = Set.copyOf(ofInterest);
    }
}
