package io.slipway.backup.restic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The real restic on a repository. */
public final class Restic {
    private final String repository;
    private final Map<String, String> environment;

    /** On one in a folder. */
    public Restic(Path repository, String passphrase) {
        this(repository.toString(), passphrase, Map.of());
    }

    /** @param environment what it needs beside the passphrase, such as credentials */
    public Restic(String repository, String passphrase, Map<String, String> environment) {
        this.repository = repository;
        this.environment = new HashMap<>(environment);
        this.environment.put("RESTIC_PASSWORD", passphrase);
    }

    /** Skips the test where restic is not installed; in CI it fails instead. */
    public static void require() {
        boolean there = isInstalled();
        if (!there && System.getenv("CI") != null) {
            throw new IllegalStateException("restic is not installed, and CI must have it: apt-get install restic");
        }
        assumeTrue(there, "restic is not installed: apt-get install restic");
    }

    /** Whether it is restic 0.{@code minor} or newer. */
    public static boolean isSince(int minor) {
        try {
            Process process = new ProcessBuilder(binary(), "version").start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = Pattern.compile("restic (\\d+)\\.(\\d+)").matcher(said);
            assertThat(version.find()).as(said).isTrue();
            return Integer.parseInt(version.group(1)) > 0 || Integer.parseInt(version.group(2)) >= minor;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder(binary(), "version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String binary() {
        return System.getenv().getOrDefault("RESTIC", "restic");
    }

    /** What a run of it ended with. */
    public record Result(int status, byte[] output, String errors) {
        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    /** Runs a command, which has to succeed. */
    public Result run(String... arguments) {
        Result result = tryRun(arguments);
        assertThat(result.status())
                .as("restic %s%n%s%n%s", String.join(" ", arguments), result.text(), result.errors())
                .isZero();
        return result;
    }

    public Result tryRun(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(binary(), "-r", repository, "--no-cache", "--cleanup-cache=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<byte[]> errors = CompletableFuture.supplyAsync(() -> {
                try {
                    return process.getErrorStream().readAllBytes();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            byte[] output = process.getInputStream().readAllBytes();
            return new Result(process.waitFor(), output, new String(errors.join(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
