package io.slipway.kit.http;

import io.slipway.events.Command;

/**
 * Looks at every command that comes over HTTP before it is written to Kafka, where it would stay: keeps out what must not
 * be there even when it is refused later, such as a secret in the clear.
 */
@FunctionalInterface
public interface CommandScreen {
    /** @throws ProblemException when the command has to stay out */
    void screen(Command command);
}
