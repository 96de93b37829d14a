package io.slipway.kit.worker;

import io.slipway.kit.edge.TryAgainException;

/** The worker shuts down and takes nothing any more; the offer stays for who comes next. */
final class WorkerStoppingException extends TryAgainException {
    WorkerStoppingException(String worker) {
        super("the worker " + worker + " is stopping", null);
    }
}
