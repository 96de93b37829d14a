package io.slipway.events;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a command: written in the same transaction as what the command changed.
 *
 * @param commandId the id of the command
 * @param accepted whether the command was carried out
 * @param subject id of what it made or changed, where it was accepted
 * @param revision the {@link Document#revision()} at which the subject's document shows the change
 * @param refusal why not, where it was not accepted
 */
@MessageType(value = "io.slipway.command.answered.v1", description = "A command was carried out or refused.")
public record CommandReply(
        String commandId,
        boolean accepted,
        @Nullable String subject,
        long revision,
        @Nullable Refusal refusal) implements Event {}
