package io.slipway.backup.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.content.ContentSaver;
import io.slipway.backup.content.SavedContent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

final class CommandRunTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream saved = new ByteArrayOutputStream();
    private final ContentSaver saver = content -> new SavedContent(List.of(), content.transferTo(saved));

    private static CommandSource shell(String script, Duration timeout, @Nullable Path folder) {
        return new CommandSource(
                List.of("/bin/sh", "-c", script), "dump.sql", Map.of("GREETING", "hello"), folder, timeout);
    }

    private SavedContent run(String script) throws IOException {
        return new CommandRun(shell(script, LONG, null)).save(saver);
    }

    @Test
    void savesAllOfTheOutput() throws IOException {
        assertThat(run("head -c 3000000 /dev/zero; echo said >&2").bytes()).isEqualTo(3_000_000);
        assertThat(saved.size()).isEqualTo(3_000_000);
    }

    @Test
    void givesNothingOfTheEnvironmentOfThisProcess() throws IOException {
        new CommandRun(new CommandSource(List.of("/usr/bin/env"), "variables", Map.of("GREETING", "hello"), null, LONG))
                .save(saver);
        assertThat(saved.toString(UTF_8)).isEqualTo("GREETING=hello\n");
    }

    @Test
    void givesItsEnvironmentAndItsFolder() throws IOException {
        new CommandRun(shell("printf '%s in %s' \"$GREETING\" \"$(pwd -P)\"", LONG, folder)).save(saver);
        assertThat(saved.toString(UTF_8)).isEqualTo("hello in " + folder.toRealPath());
    }

    /** Most of a dump is there, and it is none. */
    @Test
    void keepsNothingOfACommandThatFails() {
        assertThatThrownBy(() -> run("head -c 100000 /dev/zero; echo 'connection lost' >&2; exit 3"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("/bin/sh ended with status 3")
                .hasMessageContaining("It said: connection lost");
    }

    @Test
    void keepsNothingOfACommandThatIsKilled() {
        assertThatThrownBy(() -> run("echo begin; kill -9 $$"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("was ended by signal 9")
                .hasMessageContaining("It said nothing");
    }

    @Test
    void keepsNothingOfACommandThatIsTooSlow() {
        assertThatThrownBy(() -> new CommandRun(
                                shell("echo begin; echo waiting >&2; sleep 600", Duration.ofSeconds(1), null))
                        .save(saver))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("was ended after PT1S")
                .hasMessageContaining("waiting");
    }

    @Test
    void keepsTheEndOfWhatItSaid() {
        assertThatThrownBy(() -> run("i=0; while [ $i -lt 3000 ]; do echo \"line $i\" >&2; i=$((i+1)); done; exit 1"))
                .hasMessageEndingWith("line 2999")
                .hasMessageNotContaining("line 10\n")
                .satisfies(failure -> assertThat(failure.getMessage().length()).isLessThan(5000));
    }

    @Test
    void saysThatThereIsNoSuchProgram() {
        CommandSource missing = new CommandSource(List.of("no-such-program"), "f", Map.of(), null, LONG);
        assertThatThrownBy(() -> new CommandRun(missing).save(saver))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("no-such-program could not be started")
                .hasMessageContaining("PATH");
    }

    /** Saving fails while the command goes on: it is not left behind. */
    @Test
    void endsTheCommandWhenItsOutputCannotBeSaved() throws IOException {
        Path pid = folder.resolve("pid");
        assertThatThrownBy(() -> new CommandRun(shell("echo $$ > " + pid + "; exec sleep 600", LONG, null))
                        .save(content -> {
                            await().atMost(Duration.ofSeconds(60))
                                    .until(() -> Files.exists(pid) && Files.size(pid) > 1);
                            throw new IOException("no space left");
                        }))
                .hasMessage("no space left");
        long process = Long.parseLong(Files.readString(pid).strip());
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void endsTheCommandWhenItIsCancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread backup = Thread.ofPlatform().start(() -> {
            try {
                new CommandRun(shell("echo more; exec sleep 600", LONG, null)).save(content -> {
                    begun.countDown();
                    return saver.save(content);
                });
            } catch (IOException e) {
                ended.complete(e);
            }
        });
        begun.await();
        backup.interrupt();
        assertThat(ended.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void showsNoSecrets() {
        CommandSource source =
                new CommandSource(List.of("pg_dump", "crm"), "crm.sql", Map.of("PGPASSWORD", "secret"), null, LONG);
        assertThat(source.toString()).contains("PGPASSWORD").doesNotContain("secret");
        assertThatThrownBy(() -> new CommandSource(List.of(), "f", Map.of(), null, LONG))
                .hasMessageContaining("names the program");
    }
}
