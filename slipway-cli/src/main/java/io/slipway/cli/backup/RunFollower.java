package io.slipway.cli.backup;

import java.time.Duration;
import java.time.Instant;

import io.slipway.cli.api.UnreachableException;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;
import io.slipway.events.backup.view.BackupRunsView.RunStatus;
import io.slipway.events.backup.view.BackupRunsView.RunView;

/** Shows a run until it has ended: one line drawn over again on a terminal, a line for each change elsewhere. */
final class RunFollower {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OVER = "\r\u001b[K";

    private final BackupApi api;
    private final Terminal terminal;
    private String told = "";

    RunFollower(BackupApi api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    /**
     * Follows it. A server that is restarted meanwhile is waited for.
     *
     * @param timeout then it is left alone and goes on
     * @return how it stands
     */
    RunView follow(String id, Duration timeout) throws InterruptedException {
        Instant end = Instant.now().plus(timeout);
        Instant heard = Instant.now();
        while (true) {
            try {
                RunView run = api.run(id);
                heard = Instant.now();
                boolean over = ended(run.status());
                show(run, over);
                if (over) {
                    return run;
                }
                if (heard.isAfter(end)) {
                    note(id + " goes on; look at it with: slipway backup report " + api.application());
                    return run;
                }
            } catch (UnreachableException e) {
                if (Duration.between(heard, Instant.now()).compareTo(PATIENCE) > 0) {
                    throw e;
                }
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    static boolean ended(RunStatus status) {
        return switch (status) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            case WAITING, RUNNING, RETRYING -> false;
        };
    }

    private void show(RunView run, boolean over) {
        String words = run.id() + "  " + sign(run.status()) + " " + Words.of(run.kind()) + " " + Words.of(run.status())
                + (run.progress().isEmpty() ? "" : ": " + run.progress());
        if (terminal.interactive()) {
            terminal.err().print(OVER + words + (over ? took(run) + "\n" : percent(run)));
            terminal.err().flush();
        } else if (!words.equals(told)) {
            told = words;
            terminal.err().println(words + (over ? took(run) : ""));
        }
    }

    private void note(String words) {
        terminal.err().println((terminal.interactive() ? "\n" : "") + words);
    }

    private static String took(RunView run) {
        return "  " + Words.duration(run.startedAt(), run.endedAt(), Instant.now());
    }

    /** How far it is, and when it will be done if it goes on like this. */
    private static String percent(RunView run) {
        Integer percent = run.percent();
        if (percent == null || percent <= 0) {
            return "";
        }
        long spent = Duration.between(run.startedAt(), Instant.now()).toMillis();
        return "  " + percent + " %  " + Words.of(Duration.ofMillis(Math.max(0, spent * (100 - percent) / percent)))
                + " left";
    }

    private static String sign(RunStatus status) {
        return switch (status) {
            case WAITING -> "·";
            case RUNNING -> "▸";
            case RETRYING -> "↻";
            case SUCCEEDED -> "✓";
            case FAILED -> "✗";
            case CANCELLED -> "-";
        };
    }
}
