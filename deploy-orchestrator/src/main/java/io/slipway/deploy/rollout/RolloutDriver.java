package io.slipway.deploy.rollout;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.kit.task.TaskFailedException;

/**
 * Brings releases to one kind of target. A driver is told the whole state a service shall have, never a change of it,
 * and makes it so: doing it twice equals doing it once, and doing it again after a crash finishes what was begun.
 */
public interface RolloutDriver {
    /** Its name in {@code target.driver}. */
    String name();

    /**
     * Makes the declared state true: missing instances are started and healthy before they get traffic, instances that
     * are not declared get no traffic any more, end what they have in hand, and stop. Requests are not lost meanwhile.
     *
     * @param progress takes words for people
     * @throws TaskFailedException when it cannot be done; what is declared may then be true in part. Not retryable when
     *     a newer generation has been declared
     */
    ConvergeTask.Output converge(ConvergeTask declared, Consumer<String> progress)
            throws TaskFailedException, InterruptedException;

    /** What users have asked of a release so far, by all its instances. */
    ReleaseTraffic traffic(ServiceTarget target, String release) throws TaskFailedException;

    /** Where the instances of a release answer themselves, whatever traffic they get. */
    List<URI> endpoints(ServiceTarget target, String release) throws TaskFailedException;
}
