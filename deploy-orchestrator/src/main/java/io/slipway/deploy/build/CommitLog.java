package io.slipway.deploy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.Commit;
import io.slipway.events.deploy.task.BuildTask.Output;
import io.slipway.kit.task.TaskFailedException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The commits between what was built before and what is checked out. No build fails for want of them: where git cannot
 * tell, the list is empty and says that it is not complete.
 */
final class CommitLog {
    /** So many commits a shallow checkout is deepened by to find the one before. */
    private static final int DEPTH = 500;

    private static final int MAX_WORDS = 200;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40,64}");
    private static final String LOG = ".git/slipway-log";

    /** Runs git in the checkout. */
    interface Git {
        LoggedCommand.Ended run(String... arguments) throws TaskFailedException, InterruptedException;
    }

    private final Path folder;
    private final Git git;

    CommitLog(Path folder, Git git) {
        this.folder = folder;
        this.git = git;
    }

    /**
     * @param previous the commit before; null where it is not known
     * @param address where the checkout comes from
     * @param ref of it that is checked out
     */
    CommitHistory since(@Nullable String previous, String address, String ref)
            throws TaskFailedException, InterruptedException {
        List<Commit> head = log("--max-count=1", "HEAD");
        if (head.isEmpty()) {
            throw new TaskFailedException("git does not say which commit is checked out", true);
        }
        String commit = head.getFirst().hash();
        if (previous == null || !HASH.matcher(previous).matches()) {
            return new CommitHistory(commit, List.of(), null);
        }
        if (previous.equals(commit)) {
            return new CommitHistory(commit, List.of(), true);
        }
        if (isShallow()) {
            git.run("fetch", "--quiet", "--depth", String.valueOf(DEPTH), address, ref);
        }
        if (git.run("cat-file", "-e", previous + "^{commit}").status() != 0) {
            return new CommitHistory(commit, List.of(), false);
        }
        List<Commit> commits = log("--max-count=" + (Output.MOST_COMMITS + 1), previous + ".." + commit);
        boolean reached = !isShallow()
                || git.run("merge-base", "--is-ancestor", previous, commit).status() == 0;
        return new CommitHistory(
                commit,
                commits.stream().limit(Output.MOST_COMMITS).toList(),
                reached && commits.size() <= Output.MOST_COMMITS);
    }

    private boolean isShallow() {
        return Files.exists(folder.resolve(".git/shallow"));
    }

    /** Into a file: what git prints is mixed with what it complains of, and goes to people. */
    private List<Commit> log(String... range) throws TaskFailedException, InterruptedException {
        Path file = folder.resolve(LOG);
        String[] arguments = new String[range.length + 3];
        arguments[0] = "log";
        arguments[1] = "--format=%H%x09%an%x09%s";
        arguments[2] = "--output=" + LOG;
        System.arraycopy(range, 0, arguments, 3, range.length);
        try {
            return git.run(arguments).status() == 0
                    ? new String(Files.readAllBytes(file), UTF_8)
                            .lines()
                            .map(line -> line.split("\t", 3))
                            .filter(parts -> parts.length == 3)
                            .map(parts -> new Commit(parts[0], bounded(parts[1]), bounded(parts[2])))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String bounded(String words) {
        return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS) + "...";
    }
}
