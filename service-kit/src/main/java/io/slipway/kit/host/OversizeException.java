package io.slipway.kit.host;

/** A decision led to a record that Kafka would refuse. The decision is not carried out. */
final class OversizeException extends RuntimeException {
    OversizeException(String message) {
        super(message);
    }
}
