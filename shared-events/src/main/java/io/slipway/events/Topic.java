package io.slipway.events;

import java.time.Duration;

/**
 * One topic of the catalogue.
 *
 * @param name the topic's name on the broker
 * @param partitions how many; frozen once state is kept by key
 * @param cleanup how old records go
 * @param retention how long records stay (ignored for {@link Cleanup#COMPACT})
 * @param maxMessageBytes largest record batch the broker takes
 * @param description what is on it, for the reference
 */
public record Topic(
        String name, int partitions, Cleanup cleanup, Duration retention, int maxMessageBytes, String description) {

    /** How a topic forgets. */
    public enum Cleanup {
        /** Records go when they are older than the retention. */
        DELETE,
        /** The newest record of each key stays for ever; a null value deletes the key. */
        COMPACT
    }

    /** The topic that takes what cannot be processed from this one, with the reason in its headers. */
    public String deadLetters() {
        return name + ".dlt";
    }
}
