package io.slipway.deploy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.deploy.Commit;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.kit.task.TaskFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GitBuildIT {
    private static final String COPY = "cp version out.txt";

    @TempDir
    Path folder;

    private GitRepository repository = new GitRepository(Path.of(""));
    private Builds builds;
    private String first = "";

    @BeforeEach
    void prepare() throws IOException {
        builds = new Builds(folder.resolve("data"));
        repository = GitRepository.in(folder.resolve("repository"));
        first = repository.file("version", "one").commit("First");
        repository.git("tag", "v1");
        repository.file("version", "two").commit("Second");
        repository.git("branch", "feature/tree");
        repository.file("version", "three").file("sub/version", "sub").commit("Third");
    }

    @Test
    void buildsABranchATagACommitAndTheStartOfOne() throws Exception {
        assertThat(build("main")).isEqualTo("three");
        assertThat(build(null)).isEqualTo("three");
        assertThat(build("feature/tree")).isEqualTo("two");
        assertThat(build("v1")).isEqualTo("one");
        assertThat(build(first)).isEqualTo("one");
        assertThat(build(first.substring(0, 9))).isEqualTo("one");
        assertThat(builds.context.lines).contains("commit " + first + " First");
    }

    @Test
    void saysWhichCommitItBuiltAndWhichCameSinceTheOneBefore() throws Exception {
        String third = repository.git("rev-parse", "HEAD");
        BuildTask.Output built = builds.since(first, source("main", null));

        assertThat(built.commit()).isEqualTo(third);
        assertThat(built.commits()).extracting(Commit::subject).containsExactly("Third", "Second");
        assertThat(built.commits().getFirst()).isEqualTo(new Commit(third, "dev", "Third"));
        assertThat(built.commitsComplete()).isTrue();
        assertThat(builds.since(third, source("main", null)).commits()).isEmpty();
        assertThat(builds.since(null, source("main", null)).commitsComplete()).isNull();
    }

    @Test
    void saysWhenItCannotTellWhichCommitsCame() throws Exception {
        for (int i = 0; i < BuildTask.Output.MOST_COMMITS; i++) {
            repository.file("version", "more " + i).commit("More " + i);
        }
        BuildTask.Output many = builds.since(first, source("main", null));
        assertThat(many.commits()).hasSize(BuildTask.Output.MOST_COMMITS);
        assertThat(many.commitsComplete()).isFalse();

        BuildTask.Output gone = builds.since("0".repeat(40), source("main", null));
        assertThat(gone.commits()).isEmpty();
        assertThat(gone.commitsComplete()).isFalse();
        assertThat(builds.since("--output=x", source("main", null)).commits()).isEmpty();
    }

    @Test
    void theSameCommitIsTheSameArtifact() throws Exception {
        SourceRef source = new SourceRef(repository.folder().toString(), "v1", null);

        String one = builds.shell(source, COPY).digest();
        String again = builds.shell(source, COPY).digest();
        String whole = builds.command(source, ".", Map.of(), Duration.ofMinutes(1), "true")
                .digest();
        String wholeAgain = builds.command(source, ".", Map.of(), Duration.ofMinutes(1), "true")
                .digest();

        assertThat(again).isEqualTo(one);
        assertThat(wholeAgain).isEqualTo(whole);
    }

    @Test
    void nothingOfADirtyWorkTreeGetsIn() throws Exception {
        repository.file("version", "dirty").file("untracked", "dirt");
        repository.git("add", "version");

        assertThat(build("main")).isEqualTo("three");
        assertThatThrownBy(() -> builds.shell(source("main", null), "cat untracked"))
                .isInstanceOf(TaskFailedException.class);
        assertThat(repository.folder().resolve("version")).hasContent("dirty");
    }

    @Test
    void nothingOfAnEarlierBuildGetsIn() throws Exception {
        builds.shell(source("main", null), "echo left > leftover; cp version out.txt");

        assertThatThrownBy(() -> builds.shell(source("main", null), "cp leftover out.txt"))
                .hasMessageContaining("ended with status 1");
        assertThat(builds.workFolders()).isEmpty();
    }

    @Test
    void buildsInASubFolder() throws Exception {
        assertThat(builds.text(builds.shell(source("main", "sub"), COPY))).isEqualTo("sub");
    }

    @Test
    void saysWhichRefIsNotThere() {
        assertFails(source("no-such-branch", null), false, "has no branch, tag or commit no-such-branch");
        assertFails(source("0123456789abcdef0123456789abcdef01234567", null), false, "has no branch, tag or commit");
        assertFails(source("--upload-pack=evil", null), false, "is no branch, tag or commit");
        assertFails(source("main:refs/heads/x", null), false, "is no branch, tag or commit");
        assertFails(source("main", "nothing"), false, "the repository has no folder nothing at main");
        assertFails(source("main", "../.."), false, "the repository has no folder ../.. at main");
    }

    @Test
    void aFolderOfTheRepositoryThatLeadsOutOfItIsRefused() throws Exception {
        Files.createSymbolicLink(repository.folder().resolve("out"), Path.of("/etc"));
        repository.commit("Link");

        assertFails(source("main", "out"), false, "the repository has no folder out at main");
    }

    @Test
    void saysWhyARepositoryCannotBeFetchedAndThatItMayBeTriedAgain() {
        SourceRef nowhere = new SourceRef(folder.resolve("nowhere").toString(), "main", null);

        assertFails(nowhere, true, "cannot fetch " + folder.resolve("nowhere") + ": git ended with status 128");
        assertFails(nowhere, true, "does not appear to be a git repository");
    }

    private void assertFails(SourceRef source, boolean retryable, String message) {
        assertThatThrownBy(() -> builds.shell(source, COPY))
                .isInstanceOfSatisfying(
                        TaskFailedException.class,
                        failure -> assertThat(failure.retryable()).isEqualTo(retryable))
                .hasMessageContaining(message);
    }

    private String build(@Nullable String ref) throws Exception {
        return builds.text(builds.shell(source(ref, null), COPY));
    }

    private SourceRef source(@Nullable String ref, @Nullable String path) {
        return new SourceRef(repository.folder().toString(), ref, path);
    }
}
