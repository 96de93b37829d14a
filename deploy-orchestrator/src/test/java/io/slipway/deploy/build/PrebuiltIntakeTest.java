package io.slipway.deploy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.deploy.Artifact;
import io.slipway.kit.task.TaskFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PrebuiltIntakeTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    private Builds builds;

    @BeforeEach
    void prepare() throws IOException {
        builds = new Builds(folder.resolve("data"));
    }

    @Test
    void takesAFileOrAFolderByPathOrAddress() throws Exception {
        Path dist = Files.createDirectories(folder.resolve("my dist"));
        Files.writeString(dist.resolve(Builds.OUTPUT), "built");

        Artifact artifact = builds.handOver(dist.toString());

        assertThat(builds.text(artifact)).isEqualTo("built");
        assertThat(builds.handOver(dist.toUri().toString())).isEqualTo(artifact);
        assertThat(builds.text(builds.handOver(dist.resolve(Builds.OUTPUT).toString())))
                .isEqualTo("built");
    }

    @Test
    void takesWhatIsInAnArchive() throws Exception {
        Path dist = Files.createDirectories(folder.resolve("dist"));
        Files.writeString(dist.resolve(Builds.OUTPUT), "built");
        for (String tar : List.of("czf a.tgz", "czf a.tar.gz", "cf a.tar")) {
            String[] words = tar.split(" ");
            Path archive = folder.resolve(words[1]);
            Process packing = new ProcessBuilder("tar", "-C", dist.toString(), "-" + words[0], archive.toString(), ".")
                    .inheritIO()
                    .start();
            assertThat(packing.waitFor()).isZero();

            assertThat(builds.text(builds.handOver(archive.toString()))).isEqualTo("built");
        }
        assertThat(builds.handOver(folder.resolve("a.tgz").toString()))
                .as("the same content as the folder has the same address")
                .isEqualTo(builds.handOver(dist.toString()));
    }

    @Test
    void takesAnImageByItsDigest() throws Exception {
        Artifact artifact = builds.handOver("registry.example.org:5000/team/shop:1.2@" + DIGEST);

        assertThat(artifact.digest()).isEqualTo(DIGEST);
        assertThat(artifact.uri()).isEqualTo("registry.example.org:5000/team/shop:1.2@" + DIGEST);
        assertThat(artifact.purl())
                .isEqualTo("pkg:oci/shop@sha256%3A" + DIGEST.substring(7)
                        + "?repository_url=registry.example.org%3A5000%2Fteam%2Fshop");
    }

    @Test
    void refusesWhatMayBeSomethingElseTomorrow() {
        assertRefused("registry.example.org/team/shop:latest", "an image reference with a digest");
        assertRefused("registry.example.org/team/shop@sha256:0123", "an image reference with a digest");
        assertRefused(folder.resolve("nothing").toString(), "neither a file on this host");
        assertRefused("file:nonsense", "is not the address of a file");
        assertRefused("a\0b", "is not the address of a file");
        assertRefused(" ", "no artifact was handed over for web");
        assertRefused(null, "no artifact was handed over for web");
    }

    private void assertRefused(@Nullable String reference, String message) {
        assertThatThrownBy(() -> builds.handOver(reference))
                .isInstanceOfSatisfying(
                        TaskFailedException.class,
                        failure -> assertThat(failure.retryable()).isFalse())
                .hasMessageContaining(message);
    }
}
