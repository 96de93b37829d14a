package io.slipway.configservice.observe;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.springframework.messaging.Message;

import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.EnvironmentCalendar;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.LineEvent;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.kit.edge.EdgeRecords;
import io.slipway.kit.forward.CommandForwarder;

/** Reads {@code slipway.deploy.events} for when environments are closed. */
final class PipelineObserver implements Consumer<Message<byte[]>> {
    private final CommandForwarder forwarder;

    PipelineObserver(CommandForwarder forwarder) {
        this.forwarder = forwarder;
    }

    @Override
    public void accept(Message<byte[]> message) {
        EdgeRecords.decodeKnown(message)
                .ifPresent(envelope -> command(envelope.data())
                        .ifPresent(command -> forwarder.forward(envelope, command.application(), command)));
    }

    private static Optional<ConfigCommand> command(io.slipway.events.Message event) {
        return switch (event) {
            case ApplicationEvent.Applied applied ->
                Optional.of(new ConfigCommand.ObserveCalendar(
                        applied.application(), calendars(applied.spec().environments())));
            case LineEvent.LineStopped stopped ->
                Optional.of(new ConfigCommand.ObserveLine(
                        stopped.application(),
                        stopped.environment(),
                        stopped.by(),
                        stopped.reason(),
                        stopped.inFlight()));
            case LineEvent.LineResumed resumed ->
                Optional.of(new ConfigCommand.ObserveLine(
                        resumed.application(), resumed.environment(), resumed.by(), resumed.reason(), null));
            default -> Optional.empty();
        };
    }

    private static List<EnvironmentCalendar> calendars(List<EnvironmentSpec> environments) {
        return environments.stream()
                .map(environment -> new EnvironmentCalendar(
                        environment.name(),
                        environment.freeze(),
                        environment.breakGlass() == null ? List.of() : environment.breakGlass()))
                .toList();
    }
}
