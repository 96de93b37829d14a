package io.slipway.deploy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.SourceRef;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;

/** Brings the source of a build into a folder of its own. */
final class Checkout {
    private static final Duration GIT_TIMEOUT = Duration.ofMinutes(10);

    private final Path work;
    private final TaskContext context;

    Checkout(Path work, TaskContext context) {
        this.work = work;
        this.context = context;
    }

    /** The folder with the source: a copy of a folder, or a git ref checked out. */
    Path of(@Nullable SourceRef source) throws TaskFailedException, InterruptedException {
        if (source == null) {
            throw new TaskFailedException("there is no source to build", false);
        }
        try {
            return source.repository() == null ? folder(source) : git(source.repository(), source);
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
        Folders.copy(from, target);
        return target;
    }

    private Path git(String repository, SourceRef source)
            throws IOException, TaskFailedException, InterruptedException {
        String ref = source.ref() == null ? "HEAD" : source.ref();
        if (ref.startsWith("-") || repository.startsWith("-")) {
            throw new TaskFailedException("a repository or ref cannot begin with a dash", false);
        }
        Path target = Files.createDirectories(work.resolve("source"));
        context.progress("checking out " + ref + " of " + repository, null);
        git(target, "init", "--quiet");
        // A fetch by commit id is not allowed everywhere; then everything is fetched and the id is looked for in it.
        if (run(target, "fetch", "--quiet", "--depth", "1", repository, ref) == 0) {
            git(target, "checkout", "--quiet", "--detach", "FETCH_HEAD");
        } else {
            git(target, "fetch", "--quiet", repository, "+refs/*:refs/remotes/origin/*");
            git(target, "checkout", "--quiet", "--detach", ref);
        }
        git(target, "log", "-1", "--format=commit %H %s");
        Path folder =
                source.path() == null ? target : target.resolve(source.path()).normalize();
        if (!folder.startsWith(target) || !Files.isDirectory(folder)) {
            throw new TaskFailedException("the repository has no folder " + source.path() + " at " + ref, false);
        }
        return folder;
    }

    private void git(Path folder, String... arguments) throws TaskFailedException, InterruptedException {
        int exit = run(folder, arguments);
        if (exit != 0) {
            throw new TaskFailedException(
                    "git " + arguments[0] + " ended with status " + exit + "; the log says why (slipway logs)", true);
        }
    }

    private int run(Path folder, String... arguments) throws TaskFailedException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new LinkedHashMap<>(CleanEnvironment.variables());
        environment.put("GIT_TERMINAL_PROMPT", "0");
        return new LoggedCommand(folder, environment, context).run(command, GIT_TIMEOUT);
    }
}
