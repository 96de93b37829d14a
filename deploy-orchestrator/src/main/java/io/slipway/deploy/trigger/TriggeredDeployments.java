package io.slipway.deploy.trigger;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.cdevents.CDEvent;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.command.Submission;
import io.slipway.kit.edge.EdgeRecords;
import io.slipway.kit.edge.TryAgainException;
import io.slipway.kit.view.ViewReader;
import io.slipway.kit.view.ViewStore;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads {@code slipway.intake} and starts what the applications' triggers ask for. The command's id follows from the
 * event's source and id, so that an event that comes twice, from Kafka or from its sender, deploys once.
 */
public final class TriggeredDeployments implements Consumer<Message<byte[]>> {
    private static final Logger LOG = LoggerFactory.getLogger(TriggeredDeployments.class);
    private static final URI SOURCE = URI.create("/slipway/deploy-orchestrator/triggers");
    /** Above the delivery timeout of the gateway's producer. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final CommandGateway gateway;
    private final ViewReader views;
    private final ViewStore store;
    private final MeterRegistry meters;

    public TriggeredDeployments(CommandGateway gateway, ViewReader views, ViewStore store, MeterRegistry meters) {
        this.gateway = gateway;
        this.views = views;
        this.store = store;
        this.meters = meters;
    }

    @Override
    public void accept(Message<byte[]> message) {
        EdgeRecords.decodeKnown(message).ifPresent(envelope -> {
            if (envelope.data() instanceof CDEvent event && Trigger.concerns(event)) {
                start(envelope, event);
            }
        });
    }

    private void start(Envelope<?> envelope, CDEvent event) {
        if (!views.caughtUp()) {
            throw new TryAgainException("the applications are not known yet", null);
        }
        List<DeployCommand.Start> commands = store.all(ApplicationView.class).stream()
                .flatMap(application -> Trigger.start(event, application.spec()).stream())
                .toList();
        commands.forEach(command -> send(envelope, event, command));
        if (commands.isEmpty()) {
            LOG.info(
                    "{} {} of {} starts nothing: no trigger fits {}",
                    event.context().type(),
                    event.context().id(),
                    event.context().source(),
                    event.subject().id());
            count("no_trigger");
        }
    }

    private void send(Envelope<?> envelope, CDEvent event, DeployCommand.Start command) {
        Submission submission = gateway.submit(
                Topics.DEPLOY_COMMANDS,
                Topics.DEPLOY_REPLIES,
                command.application(),
                new Envelope<>(
                        id(event, command.application()),
                        SOURCE,
                        MessageCatalogue.typeOf(DeployCommand.Start.class),
                        command.application(),
                        envelope.time(),
                        envelope.correlationId(),
                        envelope.id(),
                        envelope.actor(),
                        envelope.traceparent(),
                        command));
        try {
            submission.stored().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TryAgainException("Kafka did not take the deployment that " + envelope.id() + " starts", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgainException("interrupted at event " + envelope.id(), e);
        }
        count("started");
        submission.reply().thenAccept(reply -> tell(command, reply));
    }

    private void tell(DeployCommand.Start command, CommandReply reply) {
        if (reply.refusal() != null) {
            LOG.warn(
                    "{} of {} was refused: {}",
                    command.reason(),
                    command.application(),
                    reply.refusal().detail());
            count("refused");
        }
    }

    private void count(String outcome) {
        meters.counter("slipway.deploy.triggers", "outcome", outcome).increment();
    }

    private static String id(CDEvent event, String application) {
        String fact = event.context().source() + "\n" + event.context().id() + "\n" + application;
        return "cdevent-" + UUID.nameUUIDFromBytes(fact.getBytes(UTF_8));
    }
}
