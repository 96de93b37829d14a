package io.slipway.deploy.verify;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.slipway.deploy.RecordedContext;
import io.slipway.deploy.Site;
import io.slipway.deploy.rollout.RolloutDrivers;
import io.slipway.events.deploy.pipeline.TrafficThresholds;
import io.slipway.events.deploy.pipeline.VerificationSpec.HttpCheck;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.events.deploy.task.VerifyTask.Output;
import io.slipway.events.deploy.task.VerifyTask.Verdict;
import io.slipway.kit.task.TaskFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class VerifyHandlerTest {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final TrafficThresholds GOOD = new TrafficThresholds(WINDOW, 100, 0.99, Duration.ofMillis(50), null);

    private final FakeTarget target = new FakeTarget();
    private Runnable meanwhile = () -> {};
    private final FakeTime time = new FakeTime(() -> meanwhile.run());
    private final RecordedContext context = new RecordedContext();
    private Site site;

    @BeforeEach
    void start() throws IOException {
        site = new Site();
        target.endpoints.add(site.uri());
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void aCheckPassesByStatusAndText() throws Exception {
        assertThat(look(check(200, null), null).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(look(check(200, "in"), null).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aCheckThatFailsSaysWhatWasExpectedAndFound() throws Exception {
        assertThat(look(check(200, "great"), null).summary())
                .isEqualTo("ready (GET /ready?x=1): expected 200 with \"great\", found 200 with \"fine\"");
        site.answers(500, "y".repeat(1000));
        Output output = look(check(200, null), null);
        assertThat(output.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(output.summary()).endsWith("found 500 with \"" + "y".repeat(80) + "…\"");
    }

    @Test
    void aCheckWithoutAnAnswerInTimeFails() throws Exception {
        site.neverEnds();
        Output endless = look(check(200, null, Duration.ofMillis(200)), null);
        site.close();
        Output nobody = look(check(200, null), null);

        assertThat(endless.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(endless.summary()).contains("no answer within 200 ms");
        assertThat(nobody.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(nobody.summary()).contains("the connection was refused");
    }

    @Test
    void everyInstanceIsChecked() throws Exception {
        try (Site broken = new Site().answers(500, "broken")) {
            target.endpoints.add(broken.uri());
            assertThat(look(check(200, null), null).verdict()).isEqualTo(Verdict.FAILED);
        }
    }

    @Test
    void nobodyToCheckIsNoVerdict() {
        target.endpoints.clear();

        assertThatThrownBy(() -> look(check(200, null), null))
                .isInstanceOfSatisfying(
                        TaskFailedException.class,
                        failure -> assertThat(failure.retryable()).isTrue())
                .hasMessageContaining("no instance of web runs d1");
    }

    @Test
    void goodTrafficOverTheWholeWindowPasses() throws Exception {
        meanwhile = () -> target.served(10, 0, 20);

        Output output = look((HttpCheck) null, GOOD);

        assertThat(output.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(time.passed()).isEqualTo(WINDOW);
        assertThat(output.measurements()).hasSize(2).allMatch(VerifyTask.Measurement::passed);
    }

    @Test
    void whatCameBeforeTheWindowDoesNotCount() throws Exception {
        target.served(1000, 1000, 5000);
        meanwhile = () -> target.served(10, 0, 20);

        assertThat(look((HttpCheck) null, GOOD).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void tooLittleTrafficIsInconclusiveHoweverGoodOrBad() throws Exception {
        Output none = look((HttpCheck) null, GOOD);
        meanwhile = () -> target.served(1, 1, 20);
        Output bad = look((HttpCheck) null, GOOD);

        assertThat(none.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(none.summary()).contains("0 requests").contains("at least 100 are needed");
        assertThat(bad.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void tooManyFailuresFailAndAHopelessCaseFailsAtOnce() throws Exception {
        meanwhile = () -> target.served(1000, 15, 20);
        Output slightly = look((HttpCheck) null, GOOD);
        assertThat(time.passed()).isEqualTo(WINDOW);
        meanwhile = () -> target.served(1000, 500, 20);
        Output hopeless = look((HttpCheck) null, GOOD);

        assertThat(slightly.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(slightly.summary()).contains("98.50 % good").contains("expected at least 99.00 % good");
        assertThat(hopeless.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(time.passed()).isLessThan(WINDOW.plusSeconds(2));
    }

    @Test
    void answersThatTakeTooLongFail() throws Exception {
        meanwhile = () -> target.served(10, 0, 80);

        Output output = look((HttpCheck) null, GOOD);

        assertThat(output.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(output.summary()).contains("p95 at most 50 ms");
    }

    @Test
    void exactlyTheThresholdIsGoodEnough() throws Exception {
        meanwhile = () -> target.served(100, 1, 20);

        assertThat(look((HttpCheck) null, GOOD).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void whatGoesBadWhileItSoaksFails() throws Exception {
        meanwhile = () -> {
            if (time.passed().compareTo(Duration.ofMinutes(1)) > 0) {
                site.answers(500, "out of memory");
            }
        };
        Output output = look(check(200, null), null, Duration.ofMinutes(10));

        assertThat(output.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(output.summary()).contains("out of memory");
        assertThat(time.passed()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void aSoakHoldsToTheThresholdsOfTheTraffic() throws Exception {
        Duration soak = Duration.ofMinutes(10);
        meanwhile = () -> target.served(100, time.passed().compareTo(WINDOW) > 0 ? 2 : 0, 20);

        Output output = look(null, GOOD, soak);

        assertThat(output.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(output.summary()).contains("98.00 % good");
        assertThat(time.passed()).isEqualTo(WINDOW.plus(soak));
    }

    @Test
    void aSoakWithTooLittleTrafficIsInconclusive() throws Exception {
        Duration soak = Duration.ofMinutes(10);
        meanwhile = () -> target.served(time.passed().compareTo(WINDOW) > 0 ? 0 : 100, 0, 20);

        Output output = look(null, GOOD, soak);

        assertThat(output.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(output.summary()).startsWith("while it soaked: 0 requests").contains("at least 100 are needed");
        assertThat(time.passed()).isEqualTo(WINDOW.plus(soak));
    }

    @Test
    void aSoakCountsAllItsTraffic() throws Exception {
        meanwhile = () -> target.served(time.passed().compareTo(WINDOW) > 0 ? 1 : 100, 0, 20);

        assertThat(look(null, GOOD, Duration.ofMinutes(10)).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aSoakWithoutThresholdsNeedsNoTraffic() throws Exception {
        assertThat(look(null, null, Duration.ofMinutes(10)).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void noRequestIsNoVerdictWhateverTheThresholdsSay() throws Exception {
        assertThat(look((HttpCheck) null, new TrafficThresholds(WINDOW, 0, 0.99, null, null))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aBusyServiceDoesNotHideAQuietOne() throws Exception {
        meanwhile = () -> target.served("web", 1000, 0, 20);

        Output output = look(List.of("api", "web"), GOOD);

        assertThat(output.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(output.summary()).isEqualTo("api: 0 requests, 100.00 % good, p95 0 ms; at least 100 are needed");
        assertThat(output.measurements())
                .extracting(VerifyTask.Measurement::name)
                .contains("success rate of api", "p95 of web");
    }

    @Test
    void aBusyServiceDoesNotHideABadOne() throws Exception {
        meanwhile = () -> {
            target.served("web", 10_000, 0, 20);
            target.served("api", 10, 5, 20);
        };

        Output output = look(List.of("api", "web"), GOOD);

        assertThat(output.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(output.summary())
                .startsWith("api: ")
                .contains("50.00 % good")
                .doesNotContain("web");
    }

    @Test
    void anUnknownDriverIsNamed() {
        VerifyTask task = new VerifyTask("shop", "live", "other", "d1", List.of(), List.of(), null, Duration.ZERO);

        assertThatThrownBy(() -> handler().run(task, context))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("there is no rollout driver other; there is fake");
    }

    private static HttpCheck check(int status, @Nullable String contains) {
        return check(status, contains, Duration.ofSeconds(10));
    }

    private static HttpCheck check(int status, @Nullable String contains, Duration timeout) {
        return new HttpCheck("ready", "web", "/ready?x=1", status, contains, timeout);
    }

    private Output look(List<String> services, TrafficThresholds thresholds) throws Exception {
        return handler()
                .run(
                        new VerifyTask("shop", "live", "fake", "d1", services, List.of(), thresholds, Duration.ZERO),
                        context);
    }

    private Output look(@Nullable HttpCheck check, @Nullable TrafficThresholds thresholds) throws Exception {
        return look(check, thresholds, Duration.ZERO);
    }

    private Output look(@Nullable HttpCheck check, @Nullable TrafficThresholds thresholds, Duration soak)
            throws Exception {
        List<HttpCheck> checks = check == null ? List.of() : List.of(check);
        return handler()
                .run(new VerifyTask("shop", "live", "fake", "d1", List.of("web"), checks, thresholds, soak), context);
    }

    private VerifyHandler handler() {
        return new VerifyHandler(new RolloutDrivers(List.of(target)), time);
    }
}
