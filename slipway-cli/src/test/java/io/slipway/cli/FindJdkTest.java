package io.slipway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code scripts/find-jdk} as the launcher calls it. */
class FindJdkTest {
    private static final Path SCRIPT = Path.of("../scripts/find-jdk").toAbsolutePath();

    @TempDir
    private Path folder = Path.of(".");

    private record Found(int status, String out, String err) {}

    @Test
    void theOneThatJavaHomeNamesComesFirst() throws Exception {
        Path jdk = jdk("of-java-home", "25.0.1");

        assertThat(find(Map.of("JAVA_HOME", jdk.toString()))).isEqualTo(new Found(0, jdk + "\n", ""));
    }

    @Test
    void theOneOnThePathIsNextWhereJavaHomeIsTooOld() throws Exception {
        Path old = jdk("old", "17.0.9");
        Path newer = jdk("newer", "26");
        Path path = Files.createDirectories(folder.resolve("path"));
        Files.createSymbolicLink(path.resolve("java"), newer.resolve("bin/java"));

        Found found = find(Map.of("JAVA_HOME", old.toString(), "PATH", path + ":" + System.getenv("PATH")));

        assertThat(found).isEqualTo(new Found(0, newer.toRealPath() + "\n", ""));
    }

    /** A runtime cannot compile, and a folder may be anything. */
    @Test
    void whatIsNoJdkIsPassedOver() throws Exception {
        Path runtime = jdk("runtime", "25");
        Files.delete(runtime.resolve("bin/javac"));

        Found found = find(Map.of("JAVA_HOME", runtime.toString()));

        assertThat(found.out()).isNotEqualTo(runtime + "\n");
        assertThat(found.status() == 0 ? found.out() : found.err()).isNotEmpty();
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        for (String program : new String[] {"java", "javac"}) {
            Path file = Files.writeString(jdk.resolve("bin").resolve(program), "#!/bin/sh\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    private static Found find(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString());
        builder.environment().putAll(environment);
        Process script = builder.start();
        String out = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(script.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Found(script.waitFor(), out, err);
    }
}
