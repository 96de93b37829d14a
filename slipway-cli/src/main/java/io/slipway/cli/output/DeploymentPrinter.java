package io.slipway.cli.output;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.StepView;

/** A deployment in words. */
public final class DeploymentPrinter {
    private final Terminal terminal;

    public DeploymentPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Heading and one line per step. */
    public List<String> lines(DeploymentView view, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(view, now));
        if (view.configRevision() != null) {
            lines.add("  " + terminal.faint("with the configuration " + Words.revision(view.configRevision())));
        }
        view.steps().forEach(step -> lines.add("  " + step(step, now)));
        if (!view.message().isEmpty()) {
            lines.add("  " + terminal.faint(view.message()));
        }
        return lines;
    }

    public String heading(DeploymentView view, Instant now) {
        String state = Words.of(view.state()) + (view.paused() ? " (paused)" : "");
        return Words.sign(view.state()) + " " + terminal.bold(view.id()) + "  " + view.version() + "  "
                + painted(view, state) + "  "
                + terminal.faint(Words.duration(view.requestedAt(), view.finishedAt(), now)) + traffic(view);
    }

    public String step(StepView step, Instant now) {
        String sign = Words.sign(step.status());
        String painted = switch (step.status()) {
            case SUCCEEDED -> terminal.green(sign);
            case FAILED -> terminal.red(sign);
            case RUNNING, RETRYING -> terminal.yellow(sign);
            case PENDING, SKIPPED -> terminal.faint(sign);
        };
        String time = Words.duration(step.startedAt(), step.finishedAt(), now);
        String attempt = step.attempt() > 1 ? " (attempt " + step.attempt() + ")" : "";
        String message = step.message().isEmpty() ? "" : "  " + terminal.faint(shortened(step.message()));
        return painted + " " + step.title() + attempt + (time.isEmpty() ? "" : "  " + terminal.faint(time)) + message;
    }

    private String painted(DeploymentView view, String state) {
        return switch (view.state()) {
            case SUCCEEDED -> terminal.green(state);
            case FAILED, REJECTED, ROLLED_BACK -> terminal.red(state);
            case CANCELLED, SUPERSEDED -> terminal.faint(state);
            case REQUESTED,
                    QUEUED,
                    GATES,
                    BUILDING,
                    AWAITING_APPROVAL,
                    ROLLING_OUT,
                    VERIFYING,
                    PROMOTING,
                    ROLLING_BACK -> terminal.yellow(state);
        };
    }

    /** Who gets how much, while it is shared. */
    private static String traffic(DeploymentView view) {
        return view.weights().entrySet().stream()
                .filter(service -> service.getValue().size() > 1)
                .map(service -> "  " + service.getKey() + ": " + split(service.getValue()))
                .collect(Collectors.joining());
    }

    private static String split(Map<String, Integer> weights) {
        return weights.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " % " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > 110 ? line.substring(0, 109) + "…" : line;
    }
}
