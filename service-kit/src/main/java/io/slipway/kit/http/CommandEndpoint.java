package io.slipway.kit.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.command.Submission;
import io.slipway.kit.observability.Correlation;
import io.slipway.kit.view.ViewStore;

/**
 * Commands over HTTP: 202 once Kafka has the command and the decider accepted it, a problem when it refused, 202 with
 * status {@code pending} when nobody answered in time. After an accepted command, this instance shows its effect.
 */
public final class CommandEndpoint {
    private final CommandGateway gateway;
    private final CommandEnvelopes envelopes;
    private final ViewStore views;
    private final SentCommands sent;
    private final List<CommandScreen> screens;

    CommandEndpoint(
            CommandGateway gateway,
            CommandEnvelopes envelopes,
            ViewStore views,
            SentCommands sent,
            List<CommandScreen> screens) {
        this.screens = List.copyOf(screens);
        this.gateway = gateway;
        this.envelopes = envelopes;
        this.views = views;
        this.sent = sent;
    }

    /**
     * Sends the command and waits as long as the caller prefers.
     *
     * @throws ProblemException when the command is refused, or Kafka cannot take it
     */
    public ResponseEntity<CommandAnswer> submit(CommandRequest request, HttpHeaders headers, Actor actor)
            throws InterruptedException {
        screens.forEach(screen -> screen.screen(request.command()));
        Duration wait = RequestPreferences.wait(headers.get("Prefer"));
        @Nullable String id = RequestPreferences.idempotencyKey(headers.getFirst(RequestPreferences.IDEMPOTENCY_KEY));
        Envelope<?> envelope = envelopes.of(
                id, request.source(), request.key(), actor.name(), Correlation.current(), request.command());
        long deadline = System.nanoTime() + wait.toNanos();
        Submission submission = gateway.submit(
                request.commands(), request.replies(), request.key(), envelope.withData(request.command()));
        sent.remember(submission.commandId());
        KafkaAnswers.await(submission.stored(), submission.commandId());
        Optional<CommandReply> reply = reply(submission, deadline - System.nanoTime());
        if (reply.isEmpty()) {
            return respond(CommandAnswer.pending(submission.commandId()), "/api/v1/commands/" + submission.commandId());
        }
        CommandReply answer = reply.get();
        if (answer.refusal() != null) {
            throw new ProblemException(answer.refusal());
        }
        if (answer.subject() == null) {
            return respond(CommandAnswer.of(answer), null);
        }
        views.awaitRevision(
                request.documentKey().apply(answer.subject()),
                answer.revision(),
                Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        return respond(CommandAnswer.of(answer), request.location().apply(answer.subject()));
    }

    private static Optional<CommandReply> reply(Submission submission, long nanos) throws InterruptedException {
        try {
            return Optional.of(submission.reply().get(Math.max(0, nanos), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return Optional.empty();
            }
            throw new IllegalStateException("the reply to " + submission.commandId() + " cannot be read", e.getCause());
        }
    }

    private static ResponseEntity<CommandAnswer> respond(CommandAnswer answer, @Nullable String location) {
        ResponseEntity.BodyBuilder response = ResponseEntity.accepted();
        if (location != null) {
            response.location(URI.create(location));
        }
        return response.body(answer);
    }
}
