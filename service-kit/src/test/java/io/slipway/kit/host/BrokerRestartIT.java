package io.slipway.kit.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.slipway.events.CommandReply;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;
import io.slipway.kit.topics.TopicProvisioner;
import io.slipway.kit.view.ViewReader;
import io.slipway.kit.view.ViewStore;

import static org.assertj.core.api.Assertions.assertThat;

class BrokerRestartIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void hostGatewayAndViewsGoOnWhenTheBrokerIsBack() throws Exception {
        int port = freePort();
        int controllerPort = freePort();
        Path data = folder.resolve("broker");
        KafkaSettings settings = KafkaSettings.of("127.0.0.1:" + port, "test");
        ViewStore views = new ViewStore();
        CommandGateway gateway = new CommandGateway(
                settings, List.of(Topics.DEPLOY_REPLIES), new SkippedRecords(new SimpleMeterRegistry()));
        ViewReader reader = new ViewReader(
                settings, List.of(Topics.DEPLOY_VIEWS), views, new SkippedRecords(new SimpleMeterRegistry()));
        AggregateHost host = new AggregateHost(
                Tally.definition(),
                settings,
                new HostRuntime(Clock.systemUTC(), new SimpleMeterRegistry(), OpenTelemetry.noop()));
        try {
            try (EmbeddedKafka _ = EmbeddedKafka.start(data, port, controllerPort)) {
                new TopicProvisioner(settings).provision(Topics.withDeadLetters());
                gateway.start();
                reader.start();
                host.start();
                assertThat(send(gateway, "before").revision()).isEqualTo(1);
            }
            try (EmbeddedKafka _ = EmbeddedKafka.start(data, port, controllerPort)) {
                CommandReply after = send(gateway, "after");
                assertThat(after.revision()).isEqualTo(2);
                assertThat(views.awaitRevision(ApplicationView.key("app"), 2, LIMIT))
                        .isTrue();
                host.close();
                gateway.stop();
                reader.stop();
            }
        } finally {
            host.close();
            gateway.stop();
            reader.stop();
        }
    }

    private static CommandReply send(CommandGateway gateway, String id) throws Exception {
        DeployCommand.Start start = new DeployCommand.Start("app", null, "1.0", null, Map.of(), null);
        return gateway.submit(
                        Topics.DEPLOY_COMMANDS,
                        Topics.DEPLOY_REPLIES,
                        "app",
                        new CommandEnvelopes(Clock.systemUTC()).of(id, "/test", "app", "ada", null, start))
                .reply()
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
