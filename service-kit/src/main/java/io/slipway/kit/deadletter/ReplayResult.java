package io.slipway.kit.deadletter;

/** What became of a request to replay a dead letter. */
public sealed interface ReplayResult {

    /** The record is back on its topic: all in-sync replicas have it. */
    record Replayed(DeadLetter letter, String topic, int partition, long offset) implements ReplayResult {}

    /** It was replayed before, and nobody insisted; nothing was sent. */
    record AlreadyReplayed(DeadLetter letter) implements ReplayResult {}

    /** There is no such dead letter: never was, or its retention is over. */
    record NotFound(String id) implements ReplayResult {}
}
