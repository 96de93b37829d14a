package io.slipway.kit.worker;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.Refusal;
import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.task.TaskLogged;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport;
import io.slipway.events.task.TaskReport.Released;
import io.slipway.events.task.TaskReport.Started;
import io.slipway.events.task.TaskReport.Succeeded;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.edge.EdgeIntakes;
import io.slipway.kit.edge.EdgeIntakes.State;
import io.slipway.kit.edge.TestTopics;
import io.slipway.kit.kafka.RecordHeaders;
import io.slipway.kit.worker.Steps.What;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The worker on real bindings and a real broker; the test plays the aggregate. */
class WorkerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;
    private TestTopics topics;
    private ConfigurableApplicationContext context;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("kafka"));
        topics = new TestTopics(kafka.bootstrapServers());
        context = run();
    }

    @AfterEach
    void stop() {
        steps("deploySteps").goOn.countDown();
        context.close();
        topics.close();
        kafka.close();
    }

    @Test
    void workIsClaimedDoneAndReportedAndARefusedClaimInterruptsIt() {
        offer(Topics.DEPLOY_TASKS, "talk", What.TALK, "slipway.deploy.commands");
        await().atMost(LIMIT)
                .until(() -> !reports(Topics.DEPLOY_COMMANDS, Succeeded.class).isEmpty());
        List<TaskReport> talk = reports(Topics.DEPLOY_COMMANDS, TaskReport.class);
        assertThat(talk.getFirst()).isInstanceOf(Started.class);
        assertThat(talk.getLast())
                .isEqualTo(new Succeeded("talk", 1, "main/deploy", Json.tree(Map.of("made", "made of talk"))));
        await().atMost(LIMIT).until(() -> logged().size() == 100);
        assertThat(logged()).startsWith("line 1").endsWith("line 100");

        offer(Topics.NOTIFICATION_TASKS, "notify", What.SUCCEED, "slipway.notification.commands");
        await().atMost(LIMIT)
                .until(() ->
                        !reports(Topics.NOTIFICATION_COMMANDS, Succeeded.class).isEmpty());
        assertThat(reports(Topics.NOTIFICATION_COMMANDS, Succeeded.class))
                .extracting(Succeeded::worker)
                .containsExactly("main/notification");

        topics.send(Topics.DEPLOY_TASKS.name(), "garbage", new byte[] {1, 2, 3});
        offer(Topics.DEPLOY_TASKS, "astray", What.WAIT, "slipway.nowhere.commands");
        await().atMost(LIMIT)
                .until(() -> topics.read(Topics.DEPLOY_TASKS.deadLetters()).size() == 2);
        assertThat(topics.read(Topics.DEPLOY_TASKS.deadLetters()))
                .extracting(record -> TestTopics.header(record, RecordHeaders.DLT_REASON))
                .containsExactlyInAnyOrder(
                        "the header ce_specversion is missing",
                        "the offer wants its reports on slipway.nowhere.commands, which takes no commands");

        offer(Topics.DEPLOY_TASKS, "refused", What.WAIT, "slipway.deploy.commands");
        await().atMost(LIMIT).until(() -> steps("deploySteps").begun.contains("refused#1"));
        refuse("refused");
        await().atMost(LIMIT).until(() -> steps("deploySteps").interrupted.contains("refused#1"));
        assertThat(reports(Topics.DEPLOY_COMMANDS, TaskReport.class))
                .filteredOn(report -> report.taskId().equals("refused"))
                .hasExactlyElementsOfTypes(Started.class);
    }

    @Test
    void aRestartHandsBackWhatRanAndTakesUpWhatWasNotClaimed() {
        offer(Topics.DEPLOY_TASKS, "first", What.WAIT, "slipway.deploy.commands");
        await().atMost(LIMIT).until(() -> steps("deploySteps").begun.size() == 1);
        offer(Topics.DEPLOY_TASKS, "second", What.WAIT, "slipway.deploy.commands");
        await().atMost(LIMIT).until(() -> steps("deploySteps").begun.size() == 2);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(
                                context.getBean(EdgeIntakes.class).states())
                        .containsEntry("slipway.deploy.tasks slipway-deploy-workers", State.PAUSED)
                        .containsEntry("slipway.notification.tasks slipway-notification-workers", State.RUNNING));
        offer(Topics.DEPLOY_TASKS, "third", What.WAIT, "slipway.deploy.commands");

        context.close();
        assertThat(reports(Topics.DEPLOY_COMMANDS, Released.class))
                .extracting(Released::taskId)
                .containsExactlyInAnyOrder("first", "second");
        assertThat(reports(Topics.DEPLOY_COMMANDS, Started.class))
                .extracting(Started::taskId)
                .containsExactly("first", "second");

        context = run();
        await().atMost(LIMIT).until(() -> steps("deploySteps").begun.equals(List.of("third#1")));
        assertThat(reports(Topics.DEPLOY_COMMANDS, Started.class)).hasSize(3);
        assertThat(topics.read(Topics.DEPLOY_TASKS.deadLetters())).isEmpty();
    }

    @Test
    void anotherInstanceJoinsWhileTheFirstIsFullAndTakesItsShare() {
        IntStream.range(0, 12)
                .forEach(i -> offer(Topics.DEPLOY_TASKS, "task-" + i, What.WAIT, "slipway.deploy.commands"));
        await().atMost(LIMIT).until(() -> steps("deploySteps").begun.size() == 2);
        try (ConfigurableApplicationContext other = run("slipway.kafka.instance-id=other")) {
            Steps others = other.getBean("deploySteps", Steps.class);
            await().atMost(LIMIT).until(() -> others.begun.size() == 2);
            assertThat(others.begun).doesNotContainAnyElementsOf(steps("deploySteps").begun);
            assertThat(reports(Topics.DEPLOY_COMMANDS, Started.class))
                    .extracting(Started::worker)
                    .containsExactlyInAnyOrder("main/deploy", "main/deploy", "other/deploy", "other/deploy");
        }
    }

    private ConfigurableApplicationContext run(String... more) {
        return new SpringApplicationBuilder(WorkerApplication.class)
                .web(WebApplicationType.NONE)
                .properties(more)
                .run(
                        "--slipway.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--slipway.worker.concurrency=2",
                        "--management.otlp.metrics.export.enabled=false");
    }

    private Steps steps(String bean) {
        return context.getBean(bean, Steps.class);
    }

    private void offer(Topic topic, String id, What what, String replyTo) {
        send(
                topic,
                id,
                new TaskOffered(
                        id,
                        1,
                        "steps",
                        "greeter",
                        replyTo,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Json.tree(new Steps.Input(id, what)),
                        Map.of("deployment", "greeter-staging-1")),
                null);
    }

    /** What the host answers when the decider refuses. */
    private void refuse(String taskId) {
        ConsumerRecord<byte[], byte[]> started = topics.read(Topics.DEPLOY_COMMANDS.name()).stream()
                .filter(record -> decode(record).data() instanceof Started start
                        && start.taskId().equals(taskId))
                .findFirst()
                .orElseThrow();
        Refusal refusal = Refusal.of(Refusal.Code.CONFLICT, "the deployment was cancelled");
        send(
                Topics.DEPLOY_REPLIES,
                decode(started).id(),
                new CommandReply(decode(started).id(), false, null, 0, refusal),
                TestTopics.header(started, RecordHeaders.SUBMISSION));
    }

    private void send(Topic topic, String key, Message message, @Nullable String submission) {
        Envelope<Message> envelope = new Envelope<>(
                UUID.randomUUID().toString(),
                URI.create("/slipway/test"),
                MessageCatalogue.typeOf(message.getClass()),
                key,
                Instant.parse("2026-01-01T00:00:00Z"),
                "correlation",
                null,
                "ada",
                null,
                message);
        Headers headers = CloudEventCodec.headers(envelope);
        if (submission != null) {
            RecordHeaders.set(headers, RecordHeaders.SUBMISSION, submission);
        }
        topics.send(topic.name(), key, CloudEventCodec.value(envelope), headers);
    }

    private <T extends TaskReport> List<T> reports(Topic topic, Class<T> type) {
        return topics.read(topic.name()).stream()
                .map(record -> decode(record).data())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<String> logged() {
        return topics.read(Topics.DEPLOY_LOGS.name()).stream()
                .flatMap(record -> ((TaskLogged) decode(record).data()).lines().stream())
                .toList();
    }

    private static Envelope<Message> decode(ConsumerRecord<byte[], byte[]> record) {
        return CloudEventCodec.decode(record.headers(), record.value());
    }
}
