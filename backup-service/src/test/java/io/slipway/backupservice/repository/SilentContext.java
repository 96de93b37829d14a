package io.slipway.backupservice.repository;

import org.jspecify.annotations.Nullable;

import io.slipway.events.task.TaskOffered;
import io.slipway.kit.task.TaskContext;

/** Of a task that nobody follows. */
class SilentContext implements TaskContext {
    @Override
    public TaskOffered task() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void awaitClaim() {
        // It is the only one.
    }

    @Override
    public void progress(String message, @Nullable Integer percent) {
        // Nobody looks.
    }

    @Override
    public void log(String line) {
        // Nobody looks.
    }
}
