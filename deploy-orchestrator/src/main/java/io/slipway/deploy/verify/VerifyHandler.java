package io.slipway.deploy.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.slipway.deploy.rollout.RolloutDriver;
import io.slipway.deploy.rollout.RolloutDrivers;
import io.slipway.events.deploy.pipeline.TrafficThresholds;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.events.deploy.task.VerifyTask.Measurement;
import io.slipway.events.deploy.task.VerifyTask.Output;
import io.slipway.events.deploy.task.VerifyTask.Verdict;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/**
 * Looks whether a release is good: first by requests of its own, then at its real traffic over a window, then, for the
 * soak time, at both again.
 */
public final class VerifyHandler implements TaskHandler<VerifyTask, Output> {
    private static final Duration SAMPLE = Duration.ofMillis(500);
    private static final Duration SOAK_CHECK = Duration.ofSeconds(5);

    private final RolloutDrivers drivers;
    private final Pace pace;
    private final HttpChecks checks = new HttpChecks();

    public VerifyHandler(RolloutDrivers drivers) {
        this(drivers, Pace.system());
    }

    VerifyHandler(RolloutDrivers drivers, Pace pace) {
        this.drivers = drivers;
        this.pace = pace;
    }

    @Override
    public String type() {
        return VerifyTask.TYPE;
    }

    @Override
    public Class<VerifyTask> inputType() {
        return VerifyTask.class;
    }

    @Override
    public Output run(VerifyTask task, TaskContext context) throws TaskFailedException, InterruptedException {
        RolloutDriver driver = drivers.get(task.driver());
        List<Measurement> all = new ArrayList<>(checks.run(task, driver));
        if (anyFailed(all)) {
            return failed(all);
        }
        if (task.traffic() != null) {
            TrafficJudgement judgement = watch(task, task.traffic(), driver, context);
            all.addAll(judgement.measurements());
            if (judgement.verdict() != Verdict.PASSED) {
                return new Output(judgement.verdict(), judgement.summary(), all);
            }
        }
        return soak(task, driver, context, all);
    }

    private TrafficJudgement watch(
            VerifyTask task, TrafficThresholds thresholds, RolloutDriver driver, TaskContext context)
            throws TaskFailedException, InterruptedException {
        TrafficWindow window = new TrafficWindow(task, thresholds, driver);
        Instant end = pace.now().plus(thresholds.window());
        window.look();
        while (pace.now().isBefore(end) && !window.isHopeless()) {
            pace.pause(SAMPLE);
            window.look();
            context.progress(window.words(), percent(thresholds.window(), end));
        }
        return window.judge();
    }

    private Output soak(VerifyTask task, RolloutDriver driver, TaskContext context, List<Measurement> all)
            throws TaskFailedException, InterruptedException {
        if (task.soak().isZero()) {
            return new Output(Verdict.PASSED, summary(all), all);
        }
        TrafficWindow window = task.traffic() == null ? null : new TrafficWindow(task, task.traffic(), driver);
        Instant end = pace.now().plus(task.soak());
        while (pace.now().isBefore(end)) {
            Duration left = Duration.between(pace.now(), end);
            pace.pause(left.compareTo(SOAK_CHECK) < 0 ? left : SOAK_CHECK);
            context.progress("soaking", percent(task.soak(), end));
            List<Measurement> again = checks.run(task, driver);
            if (anyFailed(again)) {
                return failed(again);
            }
            if (window != null) {
                window.look();
                if (window.isHopeless()) {
                    break;
                }
            }
        }
        TrafficJudgement judgement = window == null ? null : window.judge();
        return judgement == null || judgement.verdict() == Verdict.PASSED
                ? new Output(Verdict.PASSED, summary(all), all)
                : new Output(judgement.verdict(), "while it soaked: " + judgement.summary(), judgement.measurements());
    }

    private static boolean anyFailed(List<Measurement> measurements) {
        return !measurements.stream().allMatch(Measurement::passed);
    }

    private static Output failed(List<Measurement> measurements) {
        Measurement first = measurements.stream()
                .filter(measurement -> !measurement.passed())
                .findFirst()
                .orElseThrow();
        return new Output(
                Verdict.FAILED,
                first.name() + ": expected " + first.expected() + ", found " + first.value(),
                measurements);
    }

    private static String summary(List<Measurement> measurements) {
        return measurements.stream()
                .map(measurement -> measurement.name() + " " + measurement.value())
                .distinct()
                .reduce((one, other) -> one + ", " + other)
                .orElse("nothing to look at");
    }

    private int percent(Duration whole, Instant end) {
        long left = Math.max(0, Duration.between(pace.now(), end).toMillis());
        return whole.toMillis() == 0 ? 100 : (int) (100 - 100 * left / whole.toMillis());
    }
}
