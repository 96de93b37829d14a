package io.slipway.deploy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.deploy.SourceRef;
import io.slipway.kit.task.TaskFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class CommandBuildIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Path project = Path.of("");
    private Builds builds;
    private SourceRef source = new SourceRef(null, null, "");

    @BeforeEach
    void prepare() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("version"), "one");
        source = new SourceRef(null, null, project.toString());
        builds = new Builds(project.resolve(".slipway"));
    }

    @Test
    void buildsACopyOfAFolderAndLeavesTheFolderAlone() throws Exception {
        assertThat(builds.text(builds.shell(source, "mv version out.txt"))).isEqualTo("one");
        assertThat(project.resolve("version")).hasContent("one");
        assertThat(builds.workFolders()).isEmpty();
    }

    @Test
    void slipwaysOwnFolderIsNotPartOfTheSourceItLiesIn() throws Exception {
        Files.writeString(project.resolve(".slipway/admin-token"), "secret");

        assertThat(builds.text(builds.shell(source, "ls -A > ../list; mv ../list out.txt")))
                .isEqualTo("version");
    }

    @Test
    void aFolderCanBeTheArtifact() throws Exception {
        var artifact = builds.command(
                source, "dist", Map.of(), LONG, "sh", "-c", "mkdir dist && cp version dist/a && chmod +x dist/a");

        assertThat(builds.content(artifact).resolve("a")).hasContent("one").isExecutable();
        assertThat(artifact.uri()).isEqualTo("artifact:" + artifact.digest());
        assertThat(artifact.purl()).startsWith("pkg:generic/shop-web@sha256%3A");
    }

    @Test
    void theCommandGetsWhatItIsToldAndNothingOfSlipwaysEnvironment() throws Exception {
        var artifact =
                builds.command(source, "out.txt", Map.of("GREETING", "hello"), LONG, "sh", "-c", "env > out.txt");

        List<String> names = builds.text(artifact)
                .lines()
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
        assertThat(names)
                .contains("SLIPWAY_APPLICATION", "SLIPWAY_SERVICE", "SLIPWAY_VERSION", "GREETING", "JAVA_HOME", "PATH")
                .isSubsetOf(
                        "SLIPWAY_APPLICATION",
                        "SLIPWAY_SERVICE",
                        "SLIPWAY_VERSION",
                        "GREETING",
                        "JAVA_HOME",
                        "PATH",
                        "HOME",
                        "LANG",
                        "LC_ALL",
                        "TZ",
                        "TMPDIR",
                        "USER",
                        // The shell's own.
                        "PWD",
                        "OLDPWD",
                        "SHLVL",
                        "_");
        assertThat(builds.content(artifact).resolve("out.txt"))
                .content()
                .contains("SLIPWAY_APPLICATION=shop", "SLIPWAY_SERVICE=web", "SLIPWAY_VERSION=1.2.3", "GREETING=hello");
    }

    @Test
    void aCommandThatIsNotThereIsNamed() {
        assertFails("there is no such program on the PATH", "out.txt", "no-such-program", "x");
        assertFails("cannot run ./build.sh: there is no such program in the checkout", "out.txt", "./build.sh");
    }

    @Test
    void aFailureCarriesTheLastWords() {
        assertFails(
                "the build command sh ended with status 3: line 4 | line 5 | line 6 | line 7 | broken",
                "out.txt",
                "sh",
                "-c",
                "for i in 1 2 3 4 5 6 7; do echo line $i; done; echo broken >&2; exit 3");
        assertFails("ended with status 1 and said nothing", "out.txt", "false");
        assertThat(builds.context.lines).contains("line 1", "line 7", "broken");
    }

    @Test
    void anOutputThatIsMissingOrElsewhereIsNamed() {
        assertFails("left no out.txt (build.output in slipway.yaml)", "out.txt", "true");
        assertFails("../out is outside of its checkout", "../out", "touch", "../out");
        assertFails("link is a link out of its checkout", "link", "ln", "-s", "/etc", "link");
        assertFails("the link etc leads out of the artifact", "dist", "sh", "-c", "mkdir dist; ln -s /etc dist/etc");
    }

    @Test
    void everyLineIsLoggedInOrder() throws Exception {
        builds.shell(source, "touch out.txt; for i in $(seq 3000); do echo line $i; done");

        assertThat(builds.context.lines)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 3000)
                        .mapToObj(i -> "line " + i)
                        .toList());
    }

    @Test
    void oddOutputIsLoggedAsWellAsCanBe() throws Exception {
        builds.shell(
                source,
                "touch out.txt; printf 'a\\377b\\n'; printf '10%%\\r20%%\\r\\n'; head -c 50000000 /dev/zero | tr '\\0' x; "
                        + "printf '\\nno end'");

        List<String> lines = builds.context.lines;
        assertThat(lines.subList(0, 3)).containsExactly("a\uFFFDb", "10%", "20%");
        assertThat(lines.getLast()).isEqualTo("no end");
        assertThat(lines).allMatch(line -> line.length() <= LineReader.MOST);
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("x"))
                        .mapToInt(String::length)
                        .sum())
                .as("nothing of a long line is lost")
                .isEqualTo(50_000_000);
    }

    @Test
    void aBuildThatIsTakenAwayLeavesNothingRunning() throws Exception {
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                builds.shell(source, "(sleep 600 & sleep 601) & echo $$; sleep 602");
                outcome.completeExceptionally(new AssertionError("it ended by itself"));
            } catch (Exception e) {
                outcome.complete(e);
            }
        });
        await().until(() -> !builds.context.lines.isEmpty());
        long group = Long.parseLong(builds.context.lines.getFirst());
        await().until(() -> membersOf(group) >= 4);
        worker.interrupt();

        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        await().until(() -> membersOf(group) == 0);
        assertThat(builds.workFolders()).isEmpty();
    }

    @Test
    void aBuildThatTakesTooLongLeavesNothingRunning() {
        assertThatThrownBy(() -> builds.command(
                        source,
                        "out.txt",
                        Map.of(),
                        Duration.ofMillis(300),
                        "sh",
                        "-c",
                        "echo $$; sleep 600 & sleep 601"))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("took longer than");
        await().until(() -> membersOf(Long.parseLong(builds.context.lines.getFirst())) == 0);
    }

    @Test
    void whatABuildLeavesInTheBackgroundEndsWithIt() throws Exception {
        builds.shell(source, "echo $$; sleep 600 & touch out.txt");

        await().until(() -> membersOf(Long.parseLong(builds.context.lines.getFirst())) == 0);
    }

    @Test
    void whatABuildOfACrashedOwnerLeftIsEndedAndRemoved() throws Exception {
        Process owner = new ProcessBuilder("true").start();
        owner.waitFor();
        Path data = project.resolve(".slipway");
        Path orphaned = Files.createDirectories(data.resolve("builds/build-" + owner.pid() + "-1/source"));
        Path others = Files.createDirectories(data.resolve("builds/build-1-1/source"));
        Process orphan =
                new ProcessBuilder("sleep", "600").directory(orphaned.toFile()).start();
        Process other =
                new ProcessBuilder("sleep", "600").directory(others.toFile()).start();

        builds = new Builds(data);

        await().until(() -> !orphan.isAlive());
        assertThat(builds.workFolders()).containsExactly(others.getParent());
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> builds.shell(
                        new SourceRef(null, null, folder.resolve("x").toString()), "true"))
                .hasMessageContaining("the source folder " + folder.resolve("x") + " is not there");
        assertThatThrownBy(() -> builds.shell(new SourceRef(null, null, null), "true"))
                .hasMessageContaining("names neither a repository nor a folder");
        assertThatThrownBy(() -> builds.shell(null, "true")).hasMessageContaining("there is no source to build");
    }

    /** Live processes of a process group; a dead one that nobody has collected does not count. */
    private static long membersOf(long group) throws IOException {
        try (var processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(path -> isIn(path, group))
                    .count();
        }
    }

    private static boolean isIn(Path process, long group) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[2]) == group && !fields[0].equals("Z");
        } catch (IOException e) {
            return false;
        }
    }

    private void assertFails(String message, String output, String... command) {
        assertThatThrownBy(() -> builds.command(source, output, Map.of(), LONG, command))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining(message);
    }
}
