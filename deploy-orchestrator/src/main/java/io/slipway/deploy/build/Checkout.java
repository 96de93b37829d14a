package io.slipway.deploy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.SourceRef;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;

/** Brings the source of a build into a folder of its own. */
final class Checkout {
    private final Path work;
    private final Path data;
    private final TaskContext context;

    /** @param data Slipway's own folder, which is never part of a source that it lies in */
    Checkout(Path work, Path data, TaskContext context) {
        this.work = work;
        this.data = data;
        this.context = context;
    }

    /** @param history what git knows of it; null where it is no git repository */
    record Source(Path folder, @Nullable CommitHistory history) {}

    /**
     * The folder with the source: a copy of a folder, or a git ref checked out.
     *
     * @param previousCommit since which commits are told of, where it is known
     */
    Source of(@Nullable SourceRef source, @Nullable String previousCommit)
            throws TaskFailedException, InterruptedException {
        if (source == null) {
            throw new TaskFailedException("there is no source to build", false);
        }
        try {
            return source.repository() == null
                    ? new Source(folder(source), null)
                    : git(source.repository(), source, previousCommit);
        } catch (IOException e) {
            throw new TaskFailedException("cannot check the source out: " + e.getMessage(), true, e);
        }
    }

    private Path folder(SourceRef source) throws IOException, TaskFailedException {
        if (source.path() == null) {
            throw new TaskFailedException("the source names neither a repository nor a folder", false);
        }
        Path from = Path.of(source.path()).toAbsolutePath();
        if (!Files.isDirectory(from)) {
            throw new TaskFailedException("the source folder " + from + " is not there", false);
        }
        context.progress("copying " + from, null);
        Path target = work.resolve("source");
        Folders.copy(from.toRealPath(), target, data.toRealPath());
        return target;
    }

    private Source git(String repository, SourceRef source, @Nullable String previousCommit)
            throws IOException, TaskFailedException, InterruptedException {
        Path target = Files.createDirectories(work.resolve("source")).toRealPath();
        String ref = source.ref() == null ? "HEAD" : source.ref();
        CommitHistory history = new GitClone(repository, target, context).checkOut(ref, previousCommit);
        if (source.path() == null) {
            return new Source(target, history);
        }
        Path folder = target.resolve(source.path()).normalize();
        if (!Files.isDirectory(folder) || !folder.toRealPath().startsWith(target)) {
            throw new TaskFailedException("the repository has no folder " + source.path() + " at " + ref, false);
        }
        return new Source(folder, history);
    }
}
