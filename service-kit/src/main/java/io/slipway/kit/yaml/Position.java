package io.slipway.kit.yaml;

import org.snakeyaml.engine.v2.nodes.Node;

/** A place in the file, counted from 1; 0 where there is none. */
public record Position(int line, int column) {
    public static final Position NONE = new Position(0, 0);

    static Position of(Node node) {
        return node.getStartMark()
                .map(mark -> new Position(mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(NONE);
    }
}
