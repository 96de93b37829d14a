package io.slipway.deploy.http;

import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.MessageCatalogue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is on the commands topic, the real decider behind it goes on, and the next good request is carried out. */
class CommandsEntranceFuzzIT {
    private static final String NAME = "entrance";
    private static final List<Class<? extends DeployCommand>> COMMANDS = List.of(
            DeployCommand.Apply.class,
            DeployCommand.Start.class,
            DeployCommand.RollBack.class,
            DeployCommand.Cancel.class,
            DeployCommand.Pause.class,
            DeployCommand.Resume.class,
            DeployCommand.Accept.class,
            DeployCommand.Approve.class,
            DeployCommand.Reject.class,
            DeployCommand.RetryStep.class,
            DeployCommand.ReportStatus.class);

    private static RunningService service;
    private static KafkaProducer<byte[], byte[]> producer;

    /** @param type of the command it says it is */
    record Sent(byte @Nullable [] key, Class<? extends DeployCommand> type, byte @Nullable [] value) {}

    @BeforeContainer
    static void start() throws Exception {
        service = new RunningService(Files.createTempDirectory("commands-fuzz"));
        assertThat(service.apply(NAME, DeployApiIT.pipeline(NAME)).statusCode()).isEqualTo(202);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", service.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterContainer
    static void stop() {
        producer.close();
        service.close();
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void afterAnythingAGoodRequestIsCarriedOut(@ForAll("records") List<Sent> records)
            throws ExecutionException, InterruptedException {
        for (Sent sent : records) {
            Headers headers = CloudEventCodec.headers(new Envelope<>(
                    UUID.randomUUID().toString(),
                    URI.create("/test"),
                    MessageCatalogue.typeOf(sent.type()),
                    NAME,
                    Instant.now(),
                    "fuzz",
                    null,
                    "ada",
                    null,
                    new byte[0]));
            producer.send(new ProducerRecord<>(Topics.DEPLOY_COMMANDS.name(), null, sent.key(), sent.value(), headers))
                    .get();
        }
        String good = "good-" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(service.apply(good, DeployApiIT.pipeline(good)).statusCode()).isEqualTo(202);
    }

    /** The last word: not only are requests taken, a whole deployment of the application that got all of it succeeds. */
    @Property(tries = 1)
    void andADeploymentStillSucceeds() {
        String name = "after-all";
        assertThat(service.apply(name, DeployApiIT.pipeline(name)).statusCode()).isEqualTo(202);
        RunningService.body(
                service.post(
                        "/api/v1/applications/" + name + "/deployments",
                        "{\"version\":\"1.0.0\",\"source\":{\"path\":\"/src\"}}"),
                202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> RunningService.body(service.get("/api/v1/deployments/" + name + "-staging-1"), 200)
                        .path("state")
                        .asString()
                        .equals("SUCCEEDED"));
    }

    @Provide
    Arbitrary<List<Sent>> records() {
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of(
                        "null",
                        "7",
                        "-1e999",
                        "true",
                        "\"\"",
                        "\"" + NAME + "\"",
                        "\"staging\"",
                        "\"" + NAME + "-staging-1\"",
                        "\"1.0.0\"",
                        "{}",
                        "[]",
                        "[null]",
                        "{\"path\":\"/src\"}",
                        "{\"web\":null}",
                        "{\"state\":\"success\"}",
                        "{\"name\":\"" + NAME + "\",\"services\":[],\"environments\":[],\"notifications\":[]}",
                        "{\"name\":\"" + NAME + "\",\"services\":[{}],\"environments\":[{\"name\":\"x\"}],"
                                + "\"notifications\":[null]}"),
                Arbitraries.strings().alpha().ofMaxLength(10).map(text -> "\"" + text + "\""));
        Arbitrary<String> fields = Arbitraries.of(
                "application",
                "deploymentId",
                "environment",
                "version",
                "source",
                "artifacts",
                "annotations",
                "reason",
                "comment",
                "step",
                "status",
                "spec",
                "digest",
                "toDeployment",
                "force");
        Arbitrary<byte[]> objects = Arbitraries.maps(fields, values)
                .ofMaxSize(8)
                .map(map -> "{\"application\":\"" + NAME + "\""
                        + map.entrySet().stream()
                                .map(entry -> ",\"" + entry.getKey() + "\":" + entry.getValue())
                                .reduce("", String::concat)
                        + "}")
                .map(text -> text.getBytes(UTF_8));
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
        Arbitrary<byte[]> value =
                Arbitraries.frequencyOf(Tuple.of(6, objects), Tuple.of(1, noise.injectNull(0.3)), Tuple.of(1, deep()));
        Arbitrary<byte[]> key = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(NAME.getBytes(UTF_8))), Tuple.of(1, noise.injectNull(0.3)));
        return Combinators.combine(key, Arbitraries.of(COMMANDS), value)
                .as(Sent::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Arbitrary<byte[]> deep() {
        return Arbitraries.of("[".repeat(5_000), "{\"application\":".repeat(500), "\"" + "x".repeat(200_000) + "\"")
                .map(text -> text.getBytes(UTF_8));
    }
}
