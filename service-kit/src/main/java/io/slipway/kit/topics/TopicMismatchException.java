package io.slipway.kit.topics;

/** A topic is there and is not what the catalogue says. Nothing starts, because keys would go to other partitions. */
public final class TopicMismatchException extends RuntimeException {
    TopicMismatchException(String message) {
        super(message);
    }
}
