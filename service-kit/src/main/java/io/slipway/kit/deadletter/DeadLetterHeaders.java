package io.slipway.kit.deadletter;

/** What replaying adds to the record headers of {@link io.slipway.kit.kafka.RecordHeaders}; values are UTF-8 text. */
final class DeadLetterHeaders {
    /** What every header begins with that says something of a dead letter. */
    static final String PREFIX = "slipway-dlt-";
    /** Of a marker: which dead letter was replayed, as {@code <partition>-<offset>}. */
    static final String REPLAYED = "slipway-dlt-replayed";
    /** Of a marker: who replayed it. */
    static final String REPLAYED_BY = "slipway-dlt-replayed-by";
    /** Of a replayed record: the id of the dead letter it comes from. */
    static final String REPLAY_OF = "slipway-replay-of";

    private DeadLetterHeaders() {}
}
