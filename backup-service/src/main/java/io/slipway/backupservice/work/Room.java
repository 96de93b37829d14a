package io.slipway.backupservice.work;

import io.slipway.backup.restic.ResticRepository;
import io.slipway.events.backup.task.PruneTask;

/** Removes what no snapshot needs any more. */
final class Room {
    private Room() {}

    /**
     * @param removed bytes that are gone
     * @param waiting bytes that stay for the grace time
     */
    record Made(long removed, long waiting) {}

    static Made make(ResticRepository repository, PruneTask task, RunProgress progress) {
        progress.line("what only they needed goes with a later prune of " + repository.location());
        return new Made(0, 0);
    }
}
