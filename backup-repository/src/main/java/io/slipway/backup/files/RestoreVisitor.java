package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.tree.Node;

/** Is shown what is to be restored, each directory before what it contains. */
interface RestoreVisitor {
    /**
     * A directory.
     *
     * @param included whether it is asked for itself, and not only for something it may contain
     * @return where it is to be; null to pass over what it contains
     */
    @Nullable
    Path enter(Path above, Node directory, boolean included) throws IOException;

    /** Everything in the directory entered last was shown. */
    void leave() throws IOException;

    /** Something that is no directory. */
    void visit(Path directory, Node node) throws IOException;
}
