package io.slipway.backup.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.tree.FileNames;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.Tree;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.backup.tree.TreePath;

/** Restores a tree of files from a snapshot, in memory that does not grow with its files. */
public final class FileTreeRestore {
    private static final int NAMED = 5;

    private final BlobSource source;
    private final FileTreeRestoreRequest request;
    private final TreeBrowser browser;
    private final RestoreSelection selection;

    /** @param tree of the snapshot */
    public FileTreeRestore(BlobSource source, ObjectId tree, FileTreeRestoreRequest request) {
        this.source = source;
        this.request = request;
        this.browser = new TreeBrowser(source, tree);
        this.selection = RestoreSelection.of(request);
    }

    /**
     * Restores. One file that cannot be restored does not keep the others from it.
     *
     * @throws java.nio.file.NoSuchFileException if the snapshot has not what is asked for
     * @throws FileAlreadyExistsException if something is in the way and must not be overwritten; nothing was written then
     * @throws InterruptedIOException if the thread was interrupted; what is restored so far is there
     */
    public FileTreeRestoreResult run(ProgressListener listener) throws IOException {
        Problems.Log problems = new Problems.Log();
        ProgressMeter progress = new ProgressMeter(listener, problems::serious);
        boolean mayBeInTheWay = request.overwrite() == Overwrite.REFUSE && !isEmpty(request.target());
        if (request.dryRun() || mayBeInTheWay || progress.isWatched()) {
            RestorePlan plan = new RestorePlan(request);
            visit(plan);
            refuse(plan.inTheWay());
            progress.total(plan.files(), plan.bytes());
            if (request.dryRun()) {
                return new FileTreeRestoreResult(
                        plan.files(), plan.directories(), plan.bytes(), plan.unchanged(), Problems.NONE);
            }
        }
        try {
            boolean made = !Files.exists(request.target());
            Files.createDirectories(request.target());
            try (RestoreRun run = new RestoreRun(source, request, problems, progress)) {
                visit(run);
                run.finish(made ? browser.find(request.from()).filter(Node::isDirectory) : Optional.empty());
                progress.end();
                return run.result();
            }
        } catch (ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            throw stopped(e);
        } catch (IOException e) {
            if (FileFailure.isDiskFull(e)) {
                throw new IOException(diskFull(), e);
            }
            throw e;
        }
    }

    /** Shows it everything that is asked for. */
    private void visit(RestoreVisitor visitor) throws IOException {
        String from = "/" + String.join("/", TreePath.names(request.from()));
        Node single = browser.find(from).filter(node -> !node.isDirectory()).orElse(null);
        if (single != null) {
            if (selection.includes(from) && !selection.excludes(from)) {
                visitor.visit(request.target(), single);
            }
            return;
        }
        visit(visitor, from, browser.list(from), request.target());
    }

    private void visit(RestoreVisitor visitor, String above, List<Node> nodes, Path directory) throws IOException {
        for (Node node : nodes) {
            if (Thread.currentThread().isInterrupted()) {
                throw stopped(null);
            }
            String path = TreePath.child(above, node.name());
            if (selection.excludes(path)) {
                continue;
            }
            boolean included = selection.includes(path);
            if (!node.isDirectory()) {
                if (included) {
                    visitor.visit(directory, node);
                }
            } else if (selection.mayIncludeBelow(path)) {
                Path below = visitor.enter(directory, node, included);
                if (below != null) {
                    visit(visitor, path, Tree.load(source, node.tree()).nodes(), below);
                    visitor.leave();
                }
            }
        }
    }

    private void refuse(List<Path> inTheWay) throws FileAlreadyExistsException {
        if (!inTheWay.isEmpty()) {
            List<String> named = new ArrayList<>();
            inTheWay.stream().limit(NAMED).forEach(path -> named.add(FileNames.shown(PathBytes.text(path))));
            throw new FileAlreadyExistsException(
                    String.join(", ", named) + (inTheWay.size() > NAMED ? " and others" : ""),
                    null,
                    "there already, and nothing may be overwritten; nothing was restored");
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try (var children = Files.newDirectoryStream(directory)) {
            return !children.iterator().hasNext();
        }
    }

    private static InterruptedIOException stopped(@Nullable Exception cause) {
        InterruptedIOException stopped =
                new InterruptedIOException("the restore was stopped; what is restored is there");
        stopped.initCause(cause);
        return stopped;
    }

    private String diskFull() throws IOException {
        long free = Files.getFileStore(request.target()).getUsableSpace();
        return "no space is left where " + request.target() + " is (" + (free >> 20)
                + " MiB free): what was restored so far is there; free some space and restore again, overwriting what has"
                + " changed";
    }
}
