package io.slipway.deploy.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.slipway.events.task.TaskLogged;

/** Puts batches of lines together again; a batch that was written twice shows once. One reader, one thread. */
final class LogLines {
    private final Map<String, Long> next = new HashMap<>();

    /** The lines of the batch that have not been seen. */
    List<LogLine> take(TaskLogged batch) {
        String attempt = batch.taskId() + "#" + batch.attempt();
        long expected = next.getOrDefault(attempt, 0L);
        List<LogLine> lines = new ArrayList<>();
        for (int i = 0; i < batch.lines().size(); i++) {
            long number = batch.sequence() + i;
            if (number >= expected) {
                lines.add(new LogLine(
                        batch.labels().get("step"),
                        batch.taskId(),
                        batch.attempt(),
                        number,
                        batch.at(),
                        batch.lines().get(i)));
            }
        }
        next.merge(attempt, batch.sequence() + batch.lines().size(), Math::max);
        return lines;
    }
}
