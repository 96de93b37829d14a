package io.slipway.kit.http;

import java.util.function.Function;

import io.slipway.events.Command;
import io.slipway.events.Topic;

/**
 * A command as a controller understood it.
 *
 * @param commands topic that takes it
 * @param replies topic that carries its reply
 * @param source the CloudEvents source, for example {@code /slipway/deploy-orchestrator/http}
 * @param key id of the aggregate
 * @param documentKey the document that shows the reply's subject, which the answer waits for
 * @param location where the reply's subject is shown, as a path
 */
public record CommandRequest(
        Topic commands,
        Topic replies,
        String source,
        String key,
        Command command,
        Function<String, String> documentKey,
        Function<String, String> location) {}
