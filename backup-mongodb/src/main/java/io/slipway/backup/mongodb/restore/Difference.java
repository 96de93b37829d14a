package io.slipway.backup.mongodb.restore;

import io.slipway.backup.mongodb.Namespace;

/**
 * What is not as it was dumped.
 *
 * @param aspect such as {@code documents}, {@code content}, {@code index name_1} or {@code options}
 * @param expected as it was dumped
 * @param found as it is now
 */
public record Difference(Namespace namespace, String aspect, String expected, String found) {
    @Override
    public String toString() {
        return namespace + ": " + aspect + " should be " + expected + " and is " + found;
    }
}
