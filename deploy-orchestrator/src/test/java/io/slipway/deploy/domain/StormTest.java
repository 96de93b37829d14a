package io.slipway.deploy.domain;

import java.util.List;

import io.slipway.events.deploy.DeploymentState;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Whatever people, workers and time do, in whatever order and however often: states only go forward, one deployment
 * holds an environment, who waits longest is next, nothing is left behind, and everything that gets answers ends.
 * {@link Storm} checks after each event.
 */
@Tag("property")
class StormTest {

    @Property(tries = 120)
    void nothingThatHappensBreaksAPromise(@ForAll("moves") List<Weather.Move> moves) {
        Weather weather = new Weather(new Storm(Weather.ROLES));
        moves.forEach(weather::blow);
        weather.storm.verifyReplay();
    }

    @Property(tries = 120)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void everyDeploymentThatGetsAnswersEndsAndLeavesWhatTheStateSays(@ForAll("moves") List<Weather.Move> moves) {
        Weather weather = new Weather(new Storm(Weather.ROLES));
        moves.forEach(weather::blow);
        weather.calmDown();
        weather.storm.verifyCalm();
        weather.storm.ends().forEach(Statistics::collect);
        // A storm in which nothing ever happens would show nothing.
        Statistics.coverage(ends -> {
            ends.check(DeploymentState.SUCCEEDED).count(count -> count > 0);
            ends.check(DeploymentState.REJECTED).count(count -> count > 0);
            ends.check(DeploymentState.FAILED).count(count -> count > 0);
            ends.check(DeploymentState.SUPERSEDED).count(count -> count > 0);
        });
        weather.storm.verifyReplay();
    }

    @Provide
    Arbitrary<List<Weather.Move>> moves() {
        Arbitrary<Weather.Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(Weather.Kind.START)),
                Tuple.of(2, Arbitraries.just(Weather.Kind.ROLL_BACK)),
                Tuple.of(1, Arbitraries.just(Weather.Kind.RELEASE)),
                Tuple.of(1, Arbitraries.just(Weather.Kind.PROMOTE)),
                Tuple.of(5, Arbitraries.just(Weather.Kind.INTERVENE)),
                Tuple.of(1, Arbitraries.just(Weather.Kind.APPLY)),
                Tuple.of(8, Arbitraries.just(Weather.Kind.REPORT)),
                Tuple.of(30, Arbitraries.just(Weather.Kind.WORK)),
                Tuple.of(4, Arbitraries.just(Weather.Kind.REPEAT)),
                Tuple.of(6, Arbitraries.just(Weather.Kind.WAIT)),
                Tuple.of(3, Arbitraries.just(Weather.Kind.CLOSE)));
        Arbitrary<Integer> dice = Arbitraries.integers().between(0, 9999);
        return Combinators.combine(kinds, dice, dice)
                .as(Weather.Move::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(120);
    }
}
