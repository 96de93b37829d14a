package io.slipway.notification.deliver;

import io.slipway.events.notification.DeliverTask;
import io.slipway.kit.task.TaskFailedException;

/** Lets one run of one attempt send, and no other. */
@FunctionalInterface
public interface SendPermission {
    /**
     * Returns when this run may send.
     *
     * @throws TaskFailedException when it may not
     */
    void ask(DeliverTask task, int attempt) throws TaskFailedException, InterruptedException;
}
