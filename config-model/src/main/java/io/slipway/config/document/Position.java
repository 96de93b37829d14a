package io.slipway.config.document;

/**
 * A place in a document.
 *
 * @param document path of the document within its source
 * @param line     counted from 1; 0 where there is none
 * @param column   counted from 1; 0 where there is none
 */
public record Position(String document, int line, int column) implements Comparable<Position> {
    /** For values that stand in no document, such as one built by a program. */
    public static final Position NONE = new Position("", 0, 0);

    @Override
    public int compareTo(Position other) {
        int byDocument = document.compareTo(other.document);
        int byLine = byDocument != 0 ? byDocument : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line == 0 ? document : document + ":" + line + ":" + column;
    }
}
