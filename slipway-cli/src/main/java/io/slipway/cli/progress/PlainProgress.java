package io.slipway.cli.progress;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.StepStatus;
import io.slipway.events.deploy.view.StepView;

/** For a log: one line per change, never the same twice. */
final class PlainProgress implements Progress {
    private final Terminal terminal;
    private final Set<String> told = new HashSet<>();

    PlainProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void show(DeploymentView view) {
        for (StepView step : view.steps()) {
            if (step.status() != StepStatus.PENDING) {
                tell(view, step);
            }
        }
        String state = Words.of(view.state()) + (view.paused() ? " (paused)" : "");
        if (told.add(view.id() + state)) {
            String why = speaks(view) ? ": " + view.message() : "";
            terminal.err().println(view.id() + "  " + view.version() + "  " + state + why);
        }
    }

    @Override
    public void note(String words) {
        terminal.err().println(words);
    }

    @Override
    public void close() {
        terminal.err().flush();
    }

    /** Whether its message says more than the steps do. */
    private static boolean speaks(DeploymentView view) {
        boolean waits = view.state() == DeploymentState.QUEUED || view.state() == DeploymentState.AWAITING_APPROVAL;
        return (view.state().terminal() || view.paused() || waits)
                && !view.message().isEmpty();
    }

    private void tell(DeploymentView view, StepView step) {
        if (!told.add(view.id() + step.id() + step.status() + step.attempt())) {
            return;
        }
        boolean over = step.finishedAt() != null;
        String time = over && step.startedAt() != null
                ? "  " + Words.duration(step.startedAt(), step.finishedAt(), Instant.now())
                : "";
        String message = step.message().isEmpty() ? "" : "  " + step.message();
        terminal.err().println(view.id() + "  " + Words.sign(step.status()) + " " + step.title() + time + message);
    }
}
