package io.slipway.deploy.build;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.os.CleanEnvironment;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;

/** One ref of a git repository in an empty folder: what is committed, nothing of anybody's work tree. */
final class GitClone {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final String repository;
    private final Path folder;
    private final TaskContext context;

    GitClone(String repository, Path folder, TaskContext context) {
        this.repository = repository;
        this.folder = folder;
        this.context = context;
    }

    /**
     * @param ref branch, tag or commit; a commit may be shortened
     * @param previousCommit since which commits are told of, where it is known
     */
    CommitHistory checkOut(String ref, @Nullable String previousCommit)
            throws TaskFailedException, InterruptedException {
        if (ref.isBlank() || ref.startsWith("-") || ref.contains(":") || ref.startsWith("+")) {
            throw new TaskFailedException("\"" + ref + "\" is no branch, tag or commit", false);
        }
        if (repository.isBlank() || repository.startsWith("-")) {
            throw new TaskFailedException("\"" + repository + "\" is no address of a git repository", false);
        }
        context.progress("checking out " + ref + " of " + repository, null);
        must("init", "--quiet");
        if (run("fetch", "--quiet", "--depth", "1", address(), ref).status() == 0) {
            must("checkout", "--quiet", "--detach", "FETCH_HEAD");
        } else {
            searchFor(ref);
        }
        must("log", "-1", "--format=commit %H %s");
        return new CommitLog(folder, this::run).since(previousCommit, address(), ref);
    }

    /** A fetch by commit is not allowed everywhere, nor by half of one; then all is fetched and looked through. */
    private void searchFor(String ref) throws TaskFailedException, InterruptedException {
        context.log("not found by that name alone; fetching everything");
        LoggedCommand.Ended all = run("fetch", "--quiet", address(), "+refs/*:refs/remotes/origin/*");
        if (all.status() != 0) {
            throw new TaskFailedException("cannot fetch " + repository + ": git " + all.words(), true);
        }
        for (String prefix : List.of("refs/remotes/origin/heads/", "refs/remotes/origin/tags/", "")) {
            String commit = prefix + ref + "^{commit}";
            if (run("rev-parse", "--quiet", "--verify", commit).status() == 0) {
                must("checkout", "--quiet", "--detach", commit);
                return;
            }
        }
        throw new TaskFailedException(repository + " has no branch, tag or commit " + ref, false);
    }

    /** A folder is meant as seen from where Slipway runs, as other folders are, not from the checkout. */
    private String address() {
        try {
            Path path = Path.of(repository);
            return Files.isDirectory(path) ? path.toAbsolutePath().toString() : repository;
        } catch (InvalidPathException e) {
            return repository;
        }
    }

    private void must(String... arguments) throws TaskFailedException, InterruptedException {
        LoggedCommand.Ended ended = run(arguments);
        if (ended.status() != 0) {
            throw new TaskFailedException("git " + arguments[0] + " " + ended.words(), true);
        }
    }

    private LoggedCommand.Ended run(String... arguments) throws TaskFailedException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new LinkedHashMap<>(CleanEnvironment.variables());
        environment.put("GIT_TERMINAL_PROMPT", "0");
        return new LoggedCommand(folder, environment, context).run(command, TIMEOUT);
    }
}
