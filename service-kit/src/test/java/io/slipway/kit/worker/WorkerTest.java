package io.slipway.kit.worker;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.task.TaskOffered;
import io.slipway.events.task.TaskReport.Failed;
import io.slipway.events.task.TaskReport.Progressed;
import io.slipway.events.task.TaskReport.Released;
import io.slipway.events.task.TaskReport.Renewed;
import io.slipway.events.task.TaskReport.Started;
import io.slipway.events.task.TaskReport.Succeeded;
import io.slipway.kit.worker.Steps.What;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WorkerTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final FakeSender sender = new FakeSender();
    private final FakeTimer timer = new FakeTimer();
    private final Steps steps = new Steps();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final FakeIntake intake = new FakeIntake();
    private final Worker worker = worker(2);

    private static final class FakeIntake implements Intake {
        volatile boolean paused;

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }
    }

    @AfterEach
    void letEverythingEnd() {
        steps.goOn.countDown();
    }

    @Test
    void aTaskIsClaimedAndWhatItMadeIsReportedToTheAggregateThatOfferedIt() throws InterruptedException {
        worker.take(offer("t-1", 3, "steps", What.SUCCEED));
        await().until(() -> sender.reports.size() == 2);
        assertThat(sender.messages())
                .containsExactly(
                        new Started(
                                "t-1", 3, "main/deploy", timer.clock().instant().plus(LEASE)),
                        new Succeeded("t-1", 3, "main/deploy", Json.tree(Map.of("made", "made of t-1"))));
        assertThat(sender.reports).allSatisfy(report -> {
            assertThat(report.topic()).isEqualTo("slipway.deploy.commands");
            assertThat(report.key()).isEqualTo("greeter");
            assertThat(report.envelope().actor()).isEqualTo("worker:main/deploy");
            assertThat(report.envelope().correlationId()).isEqualTo("correlation");
            assertThat(report.envelope().causationId()).isEqualTo("offer-t-1-3");
            assertThat(report.envelope().type())
                    .isEqualTo(MessageCatalogue.typeOf(report.envelope().data().getClass()));
        });
        assertThat(sender.reports).extracting(report -> report.envelope().id()).doesNotHaveDuplicates();
    }

    @Test
    void workThatMakesNothingSucceedsAllTheSame() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.MAKE_NOTHING));
        await().until(() -> sender.messages(Succeeded.class).size() == 1);
        byte[] written = Json.write(sender.messages().getLast());
        assertThat(Json.mapper().readValue(written, Succeeded.class))
                .isEqualTo(sender.messages().getLast());
    }

    @Test
    void aTaskOfATypeItDoesNotKnowIsLeftToOtherWorkers() throws InterruptedException {
        worker.take(offer("t-1", 1, "paint", What.SUCCEED));
        assertThat(sender.reports).isEmpty();
        assertThat(worker.running()).isZero();
    }

    @Test
    void theWorkBeginsWhileTheClaimIsOnItsWay() throws InterruptedException {
        sender.slow = true;
        worker.take(offer("t-1", 1, "steps", What.WAIT));
        await().until(() -> steps.begun.equals(List.of("t-1#1")));
        assertThat(sender.messages(Started.class)).hasSize(1);
    }

    @Test
    void aResultCountsAlsoWhereTheClaimDidNotReachKafka() throws InterruptedException {
        sender.failures.set(1);
        worker.take(offer("t-1", 1, "steps", What.SUCCEED));
        await().until(() -> sender.messages(Succeeded.class).size() == 1);
        assertThat(sender.messages(Started.class)).isEmpty();
    }

    @Test
    void aClaimThatDidNotReachKafkaIsSentAgainWhenTheLeaseWouldBeRenewed() throws InterruptedException {
        sender.failures.set(1);
        worker.take(offer("t-1", 1, "steps", What.WAIT));
        assertThat(sender.messages()).isEmpty();
        timer.pass(LEASE.dividedBy(3));
        assertThat(sender.messages()).hasOnlyElementsOfType(Started.class).hasSize(1);
        timer.pass(LEASE.dividedBy(3));
        assertThat(sender.messages(Renewed.class)).hasSize(1);
    }

    @Test
    void theLeaseIsRenewedEachThirdOfItWhileTheWorkLasts() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.WAIT));
        Instant begin = timer.clock().instant();
        timer.pass(LEASE);
        assertThat(sender.messages(Renewed.class))
                .extracting(Renewed::leaseUntil)
                .containsExactly(
                        begin.plusSeconds(10).plus(LEASE),
                        begin.plusSeconds(20).plus(LEASE),
                        begin.plusSeconds(30).plus(LEASE));
        steps.goOn.countDown();
        await().until(() -> worker.running() == 0);
        timer.pass(LEASE);
        assertThat(sender.messages(Renewed.class)).hasSize(3);
    }

    @Test
    void aRefusedClaimInterruptsTheWorkAndNothingMoreIsSaid() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.WAIT));
        await().until(() -> !steps.begun.isEmpty());
        sender.reports.getFirst().refuse();
        await().until(() -> worker.running() == 0);
        assertThat(steps.interrupted).containsExactly("t-1#1");
        timer.pass(TIMEOUT.multipliedBy(2));
        assertThat(sender.messages()).hasSize(1);
        await().until(() -> count("slipway.task.leases.lost") == 1);
        assertThat(attempts("lease_lost")).isEqualTo(1);
    }

    @Test
    void whatMayNotBeDoneTwiceIsDoneWhenTheClaimIsAccepted() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.ONCE));
        await().until(() -> !steps.begun.isEmpty());
        assertThat(steps.done).isEmpty();
        sender.reports.getFirst().accept();
        await().until(() -> worker.running() == 0);
        assertThat(steps.done).containsExactly("t-1#1");
        assertThat(sender.messages()).hasExactlyElementsOfTypes(Started.class, Succeeded.class);
    }

    @Test
    void whatMayNotBeDoneTwiceIsNotDoneWhenTheClaimIsRefused() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.ONCE));
        await().until(() -> !steps.begun.isEmpty());
        sender.reports.getFirst().refuse();
        await().until(() -> worker.running() == 0);
        assertThat(steps.done).isEmpty();
        assertThat(sender.messages()).hasOnlyElementsOfType(Started.class);
    }

    @Test
    void aRefusedRenewalInterruptsTheWork() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.WAIT));
        await().until(() -> !steps.begun.isEmpty());
        timer.pass(LEASE.dividedBy(3));
        sender.reports.getLast().refuse();
        await().until(() -> worker.running() == 0);
        assertThat(sender.messages()).hasExactlyElementsOfTypes(Started.class, Renewed.class);
    }

    @Test
    void workThatTakesTooLongIsInterruptedAndFails() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.WAIT));
        await().until(() -> !steps.begun.isEmpty());
        timer.pass(TIMEOUT);
        await().until(() -> worker.running() == 0);
        assertThat(steps.interrupted).containsExactly("t-1#1");
        assertThat(sender.messages().getLast())
                .isEqualTo(new Failed("t-1", 1, "main/deploy", "took longer than 300 s", true));
        await().until(() -> attempts("timed_out") == 1);
    }

    @Test
    void aHandlerThatDoesNotGiveWayDoesNotKeepTheTaskAndIsNotHeardAnyMore() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.WAIT_STUBBORNLY));
        await().until(() -> !steps.begun.isEmpty());
        timer.pass(TIMEOUT);
        await().until(() -> !steps.interrupted.isEmpty());
        assertThat(sender.messages(Failed.class)).isEmpty();
        timer.pass(Duration.ofSeconds(10));
        assertThat(sender.messages(Failed.class)).hasSize(1);
        int renewals = sender.messages(Renewed.class).size();
        timer.pass(LEASE);
        assertThat(sender.messages(Renewed.class)).hasSize(renewals);
        assertThat(freePermits()).isEqualTo(1);
        steps.goOn.countDown();
        await().until(() -> worker.running() == 0);
        assertThat(sender.messages(Succeeded.class)).isEmpty();
    }

    @Test
    void aNewerAttemptTakesTheTaskFromTheOlder() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.WAIT));
        await().until(() -> !steps.begun.isEmpty());
        worker.take(offer("t-1", 2, "steps", What.SUCCEED));
        await().until(() -> worker.running() == 0);
        assertThat(steps.interrupted).containsExactly("t-1#1");
        assertThat(sender.messages(Succeeded.class))
                .extracting(Succeeded::attempt)
                .containsExactly(2);
        assertThat(sender.messages(Failed.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2", "1"})
    void anAttemptThatIsNotNewerIsIgnoredWhileTheTaskRuns(int attempt) throws InterruptedException {
        worker.take(offer("t-1", 2, "steps", What.WAIT));
        worker.take(offer("t-1", attempt, "steps", What.WAIT));
        assertThat(sender.messages()).hasSize(1);
    }

    @Test
    void noMoreTasksRunThanThereIsRoomForAndTheNextOneWaits() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.WAIT));
        worker.take(offer("t-2", 1, "steps", What.WAIT));
        CompletableFuture<Void> third = takeAside(offer("t-3", 1, "steps", What.SUCCEED));
        await().until(() -> steps.begun.size() == 2);
        assertThat(sender.messages(Started.class)).extracting(Started::taskId).doesNotContain("t-3");
        assertThat(meters.get("slipway.task.running").gauge().value()).isEqualTo(2);
        assertThat(freePermits()).isZero();
        steps.goOn.countDown();
        assertThat(third).succeedsWithin(Duration.ofSeconds(5));
        await().until(() -> sender.messages(Succeeded.class).size() == 3);
        await().until(() -> freePermits() == 2);
    }

    @Test
    void theIntakeIsPausedWhileThereIsNoRoom() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.WAIT));
        assertThat(intake.paused).isFalse();
        worker.take(offer("t-2", 1, "steps", What.WAIT));
        assertThat(intake.paused).isTrue();
        steps.goOn.countDown();
        await().until(() -> worker.running() == 0);
        await().until(() -> !intake.paused);
    }

    @Test
    void shutDownHandsRunningTasksBackAndTakesNoMore() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.WAIT));
        worker.take(offer("t-2", 1, "steps", What.WAIT));
        CompletableFuture<Void> third = takeAside(offer("t-3", 1, "steps", What.WAIT));
        worker.stop();
        assertThat(sender.messages(Released.class))
                .extracting(Released::taskId)
                .containsExactlyInAnyOrder("t-1", "t-2");
        assertThat(third)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(WorkerStoppingException.class);
        assertThat(steps.begun).doesNotContain("t-3#1");
    }

    @Test
    void theLastReportIsSentAgainUntilKafkaHasIt() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.WAIT));
        sender.failures.set(2);
        steps.goOn.countDown();
        await().until(() -> sender.messages(Succeeded.class).size() == 1);
        assertThat(sender.failures).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "FAIL_FOR_NOW, the registry is away, true",
        "FAIL_FOR_GOOD, there is no such image, false",
        "BREAK, unexpected IllegalStateException: a bug; see the worker's log, true",
    })
    void aFailureIsReportedWithItsReasonAndWhetherToTryAgain(What what, String reason, boolean retryable)
            throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", what));
        await().until(() -> worker.running() == 0);
        assertThat(sender.messages().getLast()).isEqualTo(new Failed("t-1", 1, "main/deploy", reason, retryable));
        await().until(() -> attempts("failed") == 1);
        assertThat(meters.get("slipway.task.duration")
                        .tag("type", "steps")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void anInputThatCannotBeReadFailsForGood() throws InterruptedException {
        TaskOffered task = offer("t-1", 1, "steps", What.SUCCEED).data();
        TaskOffered broken = new TaskOffered(
                task.taskId(),
                task.attempt(),
                task.type(),
                task.aggregate(),
                task.replyTo(),
                task.lease(),
                task.timeout(),
                Json.tree(Map.of("what", "FLY")),
                task.labels());
        worker.take(envelope(broken));
        await().until(() -> sender.messages(Failed.class).size() == 1);
        Failed failed = sender.messages(Failed.class).getFirst();
        assertThat(failed.retryable()).isFalse();
        assertThat(failed.reason()).startsWith("the input is not a valid steps task");
    }

    @Test
    void ofManyWordsTheFirstAndTheLastProgressAreSentAndEachLogLineOnceInOrder() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.TALK));
        await().until(() -> sender.messages(Succeeded.class).size() == 1);
        assertThat(sender.messages(Progressed.class))
                .extracting(Progressed::message)
                .containsExactly("step 1", "step 100");
        assertThat(sender.messages().getLast()).isInstanceOf(Succeeded.class);
        assertThat(sender.logs).hasSize(1);
        FakeSender.Log log = sender.logs.getFirst();
        assertThat(log.topic()).isEqualTo("slipway.deploy.logs");
        assertThat(log.key()).isEqualTo("greeter-staging-1");
        assertThat(log.envelope().data().sequence()).isZero();
        assertThat(log.envelope().data().lines())
                .hasSize(100)
                .startsWith("line 1")
                .endsWith("line 100");
    }

    @Test
    void theWorkIsASpanOfTheTraceTheOfferBelongsToAndSoAreItsReports() throws InterruptedException {
        worker.take(offer("t-1", 1, "steps", What.FAIL_FOR_GOOD));
        await().until(() -> spans.getFinishedSpanItems().size() == 1);
        SpanData span = spans.getFinishedSpanItems().getFirst();
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(PARENT);
        assertThat(span.getStatus().getDescription()).isEqualTo("there is no such image");
        await().until(() -> sender.messages(Failed.class).size() == 1);
        assertThat(sender.reports.getLast().envelope().traceparent())
                .isEqualTo("00-" + TRACE + "-" + span.getSpanId() + "-01");
    }

    private CompletableFuture<Void> takeAside(Envelope<TaskOffered> offer) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                worker.take(offer);
                done.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private double attempts(String outcome) {
        var counter = meters.find("slipway.task.attempts")
                .tag("type", "steps")
                .tag("outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private double count(String name) {
        var counter = meters.find(name).tag("type", "steps").counter();
        return counter == null ? 0 : counter.count();
    }

    private double freePermits() {
        return meters.get("slipway.task.permits.free").gauge().value();
    }

    private Worker worker(int concurrency) {
        AtomicInteger ids = new AtomicInteger();
        ReportWriter.Author author = new ReportWriter.Author(
                "main/deploy",
                URI.create("/slipway/worker/deploy"),
                timer.clock(),
                () -> "id-" + ids.incrementAndGet());
        WorkerSettings settings = new WorkerSettings(concurrency, Duration.ofMillis(200), Duration.ofSeconds(10));
        Tracer tracer = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build()
                .get("test");
        return new Worker(
                new WorkerDefinition("deploy", Topics.DEPLOY_TASKS, Topics.DEPLOY_LOGS, List.of(steps)),
                author,
                intake,
                new Worker.Surroundings(
                        settings, sender, timer, timer.clock(), new TaskSpans(tracer), new WorkerMetrics(meters)));
    }

    private static Envelope<TaskOffered> offer(String id, int attempt, String type, What what) {
        return envelope(new TaskOffered(
                id,
                attempt,
                type,
                "greeter",
                "slipway.deploy.commands",
                LEASE,
                TIMEOUT,
                Json.tree(new Steps.Input(id, what)),
                Map.of("deployment", "greeter-staging-1")));
    }

    private static Envelope<TaskOffered> envelope(TaskOffered task) {
        return new Envelope<>(
                "offer-" + task.taskId() + "-" + task.attempt(),
                URI.create("/slipway/deploy-orchestrator"),
                MessageCatalogue.typeOf(TaskOffered.class),
                "greeter-staging-1",
                Instant.parse("2026-01-01T00:00:00Z"),
                "correlation",
                "cause",
                "ada",
                "00-" + TRACE + "-" + PARENT + "-01",
                task);
    }
}
