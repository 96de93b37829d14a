package io.slipway.deploy.config;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

import io.slipway.deploy.domain.project.RestoreId;
import io.slipway.events.CommandReply;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.kit.edge.EdgeRecords;
import io.slipway.kit.forward.CommandForwarder;

/** Reads {@code slipway.config.replies} for the answers to deployments that want a revision back. */
final class RestoreAnswers implements Consumer<Message<byte[]>> {
    private final CommandForwarder forwarder;

    RestoreAnswers(CommandForwarder forwarder) {
        this.forwarder = forwarder;
    }

    @Override
    public void accept(Message<byte[]> message) {
        EdgeRecords.decodeKnown(message).ifPresent(envelope -> {
            if (envelope.data() instanceof CommandReply reply) {
                RestoreId.of(reply.commandId())
                        .ifPresent(asked -> forwarder.forward(envelope, asked.application(), answer(asked, reply)));
            }
        });
    }

    private static DeployCommand.ConcludeRestore answer(RestoreId asked, CommandReply reply) {
        @Nullable
        String refused = reply.accepted()
                ? null
                : reply.refusal() == null ? "it was refused" : reply.refusal().detail();
        return new DeployCommand.ConcludeRestore(
                asked.application(), asked.deploymentId(), asked.step(), asked.attempt(), refused);
    }
}
