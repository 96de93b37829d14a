package io.slipway.config.document;

/**
 * What is wrong, and where.
 *
 * @param document path of the document; empty when the fault belongs to none
 * @param line     counted from 1; 0 when the document as a whole is meant
 * @param column   counted from 1; 0 when the line as a whole is meant
 * @param field    the key in question, as {@link KeyPath} writes it; empty when there is none
 * @param message  one sentence that says what would be right
 */
public record Fault(String document, int line, int column, String field, String message) {
    public static Fault at(Position position, String field, String message) {
        return new Fault(position.document(), position.line(), position.column(), field, message);
    }

    public static Fault of(String document, String message) {
        return new Fault(document, 0, 0, "", message);
    }

    public Position position() {
        return new Position(document, line, column);
    }

    @Override
    public String toString() {
        return position() + (field.isEmpty() ? ": " : ": " + field + ": ") + message;
    }
}
