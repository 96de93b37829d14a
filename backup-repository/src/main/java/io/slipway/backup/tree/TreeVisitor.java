package io.slipway.backup.tree;

import java.io.IOException;

/** Is shown the nodes of a snapshot. */
@FunctionalInterface
public interface TreeVisitor {
    /** @param path from the root, with a {@code /} at the beginning */
    Next visit(String path, Node node) throws IOException;

    /** Where to go. */
    enum Next {
        /** On, into the directory if it is one. */
        ON,
        /** On, past what is in this directory. */
        PAST,
        /** No further. */
        END
    }
}
