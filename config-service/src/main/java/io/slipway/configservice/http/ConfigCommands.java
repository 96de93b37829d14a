package io.slipway.configservice.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import io.slipway.events.Topics;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.view.ConfigKeysView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.CommandEndpoint;
import io.slipway.kit.http.CommandRequest;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** Sends configuration commands and answers as {@link CommandEndpoint} does. */
public final class ConfigCommands {
    private static final String SOURCE = "/slipway/config-service/http";

    private final CommandEndpoint endpoint;

    public ConfigCommands(CommandEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    ResponseEntity<CommandAnswer> submit(ConfigCommand command, HttpHeaders headers, Actor actor)
            throws InterruptedException {
        String application = command.application();
        return endpoint.submit(
                new CommandRequest(
                        Topics.CONFIG_COMMANDS,
                        Topics.CONFIG_REPLIES,
                        SOURCE,
                        application,
                        command,
                        subject -> ConfigView.key(application),
                        subject -> "/api/v1/config/" + application),
                headers,
                actor);
    }

    /**
     * Sends data keys and waits until they are there.
     *
     * @throws ProblemException when they are refused, or nobody answers in time
     */
    void keep(ConfigCommand.AddDataKeys command, Actor actor) throws InterruptedException {
        send(command, ConfigKeysView.key(command.application()), actor);
    }

    /** Sends what an instance says; whether anything follows from it nobody waits for. */
    void report(ConfigCommand.ReportInstance command, Actor actor) throws InterruptedException {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Prefer", "wait=0");
        submit(command, headers, actor);
    }

    /**
     * Sends a command that is not the request itself but follows from it.
     *
     * @param documentKey the document that shows what it led to
     * @throws ProblemException when it is refused, or nobody answers in time
     */
    void send(ConfigCommand command, String documentKey, Actor actor) throws InterruptedException {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Prefer", "wait=20");
        String application = command.application();
        @Nullable
        CommandAnswer answer = endpoint.submit(
                        new CommandRequest(
                                Topics.CONFIG_COMMANDS,
                                Topics.CONFIG_REPLIES,
                                SOURCE,
                                application,
                                command,
                                subject -> documentKey,
                                subject -> "/api/v1/config/" + application),
                        headers,
                        actor)
                .getBody();
        if (answer == null || answer.status() == CommandAnswer.Status.pending) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "Nobody answered in time; try again.");
        }
    }
}
