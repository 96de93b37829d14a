package io.slipway.cli.backup;

import io.slipway.backup.repository.WorkListener;

/** Shows how far a check or a prune is. */
record ShownWork(TransferProgress progress) implements WorkListener {
    @Override
    public void progressed(Step step, long done, long total) {
        if (step == Step.READ) {
            progress.show(done, total, "");
        }
    }
}
