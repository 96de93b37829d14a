package io.slipway.events.deploy.pipeline;

/**
 * What a deployment does when its environment is taken. A rollback is never evicted, whatever the policy: it waits its
 * turn and has it.
 *
 * @param limit how many may wait; a further one is refused
 */
public record QueueSpec(Policy policy, int limit) {
    /** Where a pipeline says nothing. */
    public static final QueueSpec DEFAULT = new QueueSpec(Policy.QUEUE, 20);

    /** What happens to those that came before, and to the one that comes. */
    public enum Policy {
        /** It waits behind those that came before it, and none is lost. */
        QUEUE,
        /**
         * It takes the place of those that wait, of one that waits for an approval, and of one that is stuck: paused
         * after a failed step. What that one has touched is put back first.
         */
        SUPERSEDE,
        /** As {@link #SUPERSEDE}, and the running one is stopped too and goes back first, unless it is being promoted. */
        CANCEL_RUNNING,
        /** It is refused while another holds the environment or waits for it. */
        REJECT
    }
}
