package io.slipway.kit.http.events;

import java.lang.reflect.RecordComponent;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.http.CommandScreen;
import io.slipway.kit.http.KafkaAnswers;
import io.slipway.kit.http.ProblemException;

import tools.jackson.core.JacksonException;

/** Finds the aggregate that takes a command which came as a CloudEvent. */
final class CommandRoutes {
    private final List<AggregateDefinition<?, ?, ?>> definitions;
    private final CommandGateway gateway;
    private final List<CommandScreen> screens;

    CommandRoutes(List<AggregateDefinition<?, ?, ?>> definitions, CommandGateway gateway, List<CommandScreen> screens) {
        this.definitions = List.copyOf(definitions);
        this.gateway = gateway;
        this.screens = List.copyOf(screens);
    }

    /** @throws ProblemException when it is no command somebody outside may send, or its data is wrong */
    Envelope<? extends Command> command(Envelope<byte[]> event) {
        Class<? extends Message> type = MessageCatalogue.find(event.type())
                .filter(MessageCatalogue::isForClients)
                .filter(known -> definitions.stream()
                        .anyMatch(definition -> definition.commandType().isAssignableFrom(known)))
                .orElseThrow(() -> EventIntake.notForYou(event.type()));
        try {
            if (Json.mapper().readValue(event.data(), type) instanceof Command command) {
                requireComplete(command);
                screens.forEach(screen -> screen.screen(command));
                return event.withData(command);
            }
            throw ProblemException.malformed("data", "an object is expected");
        } catch (JacksonException e) {
            throw ProblemException.malformed("data", "is not a valid " + event.type());
        }
    }

    /** Sends it; returns the topic when Kafka has it. */
    String send(Envelope<? extends Command> command) throws InterruptedException {
        AggregateDefinition<?, ?, ?> definition = definitions.stream()
                .filter(candidate -> candidate.commandType().isInstance(command.data()))
                .findFirst()
                .orElseThrow();
        String key = Json.tree(command.data()).path("application").asString(command.subject());
        if (key.isEmpty()) {
            throw ProblemException.malformed("subject", "the aggregate the command is for is expected");
        }
        var submission = gateway.submit(
                definition.topics().commands(), definition.topics().replies(), key, command);
        KafkaAnswers.await(submission.stored(), command.id());
        return definition.topics().commands().name();
    }

    /** A component that is not marked as one that may be missing has to be there. */
    private static void requireComplete(Command command) {
        for (RecordComponent component : command.getClass().getRecordComponents()) {
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (!optional && value(component, command) == null) {
                throw ProblemException.malformed("data." + component.getName(), "is missing");
            }
        }
    }

    private static @Nullable Object value(RecordComponent component, Command command) {
        try {
            return component.getAccessor().invoke(command);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
