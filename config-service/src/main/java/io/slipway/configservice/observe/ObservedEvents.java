package io.slipway.configservice.observe;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.EnvironmentCalendar;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.LineEvent;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.aggregate.Source;

/** What the configuration has to know of deployments and of service levels: when environments are closed, and breaches. */
public final class ObservedEvents {
    private ObservedEvents() {}

    public static List<Source<ConfigCommand>> sources() {
        return List.of(
                new Source<>(
                        Topics.DEPLOY_EVENTS,
                        types(List.of(
                                ApplicationEvent.Applied.class,
                                LineEvent.LineStopped.class,
                                LineEvent.LineResumed.class)),
                        ObservedEvents::command),
                new Source<>(Topics.ALERTS, types(List.of(Alert.class)), ObservedEvents::command));
    }

    private static Set<String> types(List<Class<? extends Message>> messages) {
        return messages.stream().map(MessageCatalogue::typeOf).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<ConfigCommand> command(Envelope<Message> event) {
        return switch (event.data()) {
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
            case Alert alert
            when alert.kind().equals(Alert.SLO_BREACHED) && alert.severity() != Alert.Severity.INFO ->
                Optional.of(new ConfigCommand.ObserveBreach(
                        alert.application(), alert.environment(), alert.id(), alert.title(), alert.at()));
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
