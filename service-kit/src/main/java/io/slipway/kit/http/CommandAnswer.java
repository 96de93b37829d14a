package io.slipway.kit.http;

import org.jspecify.annotations.Nullable;

import io.slipway.events.CommandReply;
import io.slipway.events.Refusal;

/**
 * What became of a command.
 *
 * @param commandId its id, the idempotency key
 * @param subject id of what it made or changed
 * @param revision of the subject's document that shows the change; 0 where it is not known
 * @param refusal why not, where it was refused
 */
public record CommandAnswer(
        String commandId,
        Status status,
        @Nullable String subject,
        long revision,
        @Nullable Refusal refusal) {
    /** How far a command is. */
    public enum Status {
        /** Kafka has it; nobody has answered yet. */
        pending,
        accepted,
        refused
    }

    static CommandAnswer pending(String commandId) {
        return new CommandAnswer(commandId, Status.pending, null, 0, null);
    }

    static CommandAnswer of(CommandReply reply) {
        return new CommandAnswer(
                reply.commandId(),
                reply.accepted() ? Status.accepted : Status.refused,
                reply.subject(),
                reply.revision(),
                reply.refusal());
    }
}
