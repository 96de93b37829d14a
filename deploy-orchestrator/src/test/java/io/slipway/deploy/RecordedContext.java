package io.slipway.deploy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.slipway.events.task.TaskOffered;
import io.slipway.kit.task.TaskContext;

/** Keeps what a handler says. */
public final class RecordedContext implements TaskContext {
    public final List<String> lines = new CopyOnWriteArrayList<>();
    public final List<String> progress = new CopyOnWriteArrayList<>();

    @Override
    public TaskOffered task() {
        throw new UnsupportedOperationException("no handler looks at its task's envelope");
    }

    @Override
    public void awaitClaim() {}

    @Override
    public void progress(String message, @Nullable Integer percent) {
        progress.add(message);
    }

    @Override
    public void log(String line) {
        lines.add(line);
    }
}
