package io.slipway.cli.dr;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.slipway.cli.backup.RepositoryPlace;

/**
 * Restores Slipway's own topics into a fresh data folder, in a process of its own that has a broker. Nothing of Slipway runs
 * meanwhile: a drill deploys nothing, and backs nothing up.
 *
 * @param home Slipway's own folder
 */
record ControlPlane(Path home, RepositoryPlace repository) {
    private static final String MAIN = "io.slipway.standalone.recovery.RestoredTopics";

    /** @return what was restored, in a line */
    String restore(String snapshot, Path data) throws IOException {
        Path jar = home.resolve("slipway-standalone/target/app/slipway-standalone.jar");
        if (!Files.exists(jar)) {
            throw new IOException(
                    "topics need a broker, and " + jar + " is not built; run ./slipway up once, or mvn package");
        }
        Files.createDirectories(data);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        jar.toString(),
                        MAIN,
                        repository.location().orElseThrow(),
                        snapshot,
                        data.toAbsolutePath().toString())
                .redirectError(new File(data.toFile(), "restore.log"))
                .start();
        tell(process.getOutputStream());
        List<String> words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        String last = words.isEmpty() ? "it said nothing" : words.getLast();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(last + " (more in " + data.resolve("restore.log") + ")");
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("the restore was stopped", e);
        }
        return last + ", in " + data + "; slipway up --data-folder goes on from there";
    }

    /** The passphrase is nobody's business who lists processes. */
    private void tell(OutputStream input) throws IOException {
        char[] passphrase = repository.passphrase();
        try (input) {
            byte[] bytes =
                    StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase)).array();
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            input.write(bytes, 0, end);
            input.write('\n');
            Arrays.fill(bytes, (byte) 0);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }
}
