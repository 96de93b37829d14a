package io.slipway.configservice.http;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import io.slipway.events.Topics;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.view.ConfigView;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.CommandEndpoint;
import io.slipway.kit.http.CommandRequest;

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
}
