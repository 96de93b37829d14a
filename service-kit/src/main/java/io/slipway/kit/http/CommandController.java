package io.slipway.kit.http;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.kit.command.CommandGateway;

/** What became of a command that was not answered while its sender waited. */
@RestController
final class CommandController {
    private final CommandGateway gateway;
    private final SentCommands sent;

    CommandController(CommandGateway gateway, SentCommands sent) {
        this.gateway = gateway;
        this.sent = sent;
    }

    @GetMapping("/api/v1/commands/{id}")
    CommandAnswer command(@PathVariable String id) {
        return gateway.findReply(id).map(CommandAnswer::of).orElseGet(() -> unanswered(id));
    }

    private CommandAnswer unanswered(String id) {
        if (sent.contains(id)) {
            return CommandAnswer.pending(id);
        }
        throw new ProblemException(
                ProblemCode.NOT_FOUND,
                "There is no answer to a command " + id + "; answers are kept for an hour, for the newest 10000.");
    }
}
