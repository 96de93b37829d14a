package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.slipway.backup.tree.Node;

/** Counts what there is to restore and looks for what is in the way, without changing anything. */
final class RestorePlan implements RestoreVisitor {
    private static final int KEPT = 100;

    private final FileTreeRestoreRequest request;
    private final List<Path> inTheWay = new ArrayList<>();
    private long files;
    private long directories;
    private long bytes;
    private long unchanged;

    RestorePlan(FileTreeRestoreRequest request) {
        this.request = request;
    }

    @Override
    public Path enter(Path above, Node directory, boolean included) {
        Path path = PathBytes.child(above, directory.name());
        directories += included ? 1 : 0;
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            obstacle(path);
        }
        return path;
    }

    @Override
    public void leave() {
        // Nothing remains to be counted.
    }

    @Override
    public void visit(Path directory, Node node) throws IOException {
        Path path = PathBytes.child(directory, node.name());
        files++;
        bytes += node.size();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            unchanged += request.overwrite() == Overwrite.IF_CHANGED && ExistingFile.isSame(path, node) ? 1 : 0;
            obstacle(path);
        }
    }

    /** What must not be overwritten. */
    List<Path> inTheWay() {
        return inTheWay;
    }

    long files() {
        return files;
    }

    long directories() {
        return directories;
    }

    long bytes() {
        return bytes;
    }

    long unchanged() {
        return unchanged;
    }

    private void obstacle(Path path) {
        if (request.overwrite() == Overwrite.REFUSE && inTheWay.size() < KEPT) {
            inTheWay.add(path);
        }
    }
}
