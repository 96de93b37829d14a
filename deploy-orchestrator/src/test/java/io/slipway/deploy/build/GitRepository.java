package io.slipway.deploy.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A real git repository in a folder. */
record GitRepository(Path folder) {
    static GitRepository in(Path folder) {
        try {
            GitRepository repository = new GitRepository(Files.createDirectories(folder));
            repository.git("init", "--quiet", "--initial-branch=main");
            return repository;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GitRepository file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** Commits everything there is. */
    String commit(String subject) {
        git("add", "--all");
        git("commit", "--quiet", "--message", subject);
        return git("rev-parse", "HEAD");
    }

    String git(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=dev", "-c", "user.email=dev@example.org"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.onExit().join().exitValue()).as(output).isZero();
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
