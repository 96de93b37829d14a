package io.slipway.events;

import org.jspecify.annotations.Nullable;

/**
 * One fault of a document somebody wrote.
 *
 * @param field where, as a path like {@code environments[1].strategy.steps[0].weight}; empty for the whole document
 * @param line 1-based line in the file as it was sent; 0 where there is none
 * @param column 1-based column; 0 where there is none
 * @param message what is wrong and what would be right
 * @param document which one, where several were sent; null where there is only one
 */
public record Violation(
        String field,
        int line,
        int column,
        String message,
        @Nullable String document) {
    /** A fault of the only document. */
    public Violation(String field, int line, int column, String message) {
        this(field, line, column, message, null);
    }
}
