package io.slipway.deploy.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.task.TaskLogged;

/** How far a client has read a deployment's log. One reader, one thread. */
final class LogPlace {
    private final String last;
    private boolean passed;

    private LogPlace(String last, boolean passed) {
        this.last = last;
        this.passed = passed;
    }

    /** What a client resumes from: {@code <task>/<attempt>/<number>}. */
    static String id(LogLine line) {
        return line.taskId() + "/" + line.attempt() + "/" + line.number();
    }

    /**
     * After the line of an id. From the beginning where there is no such line: a line twice is better than none.
     *
     * @param id null for the beginning
     */
    static LogPlace after(@Nullable String id, DeploymentLogs logs, DeploymentView deployment) throws IOException {
        if (id == null || !isThere(id, logs, deployment)) {
            return new LogPlace("", true);
        }
        return new LogPlace(id, false);
    }

    /** Whether the client does not have the line yet. Asked of every line, in order. */
    boolean isPassed(LogLine line) {
        if (passed) {
            return true;
        }
        passed = id(line).equals(last);
        return false;
    }

    private static boolean isThere(String id, DeploymentLogs logs, DeploymentView deployment) throws IOException {
        AtomicBoolean found = new AtomicBoolean();
        LogLines lines = new LogLines();
        logs.read(deployment.id(), deployment.requestedAt(), new DeploymentLogs.Reader() {
            @Override
            public void lines(TaskLogged batch) {
                if (lines.take(batch).stream().anyMatch(line -> id(line).equals(id))) {
                    found.set(true);
                }
            }

            @Override
            public boolean goOn() {
                return false;
            }
        });
        return found.get();
    }
}
