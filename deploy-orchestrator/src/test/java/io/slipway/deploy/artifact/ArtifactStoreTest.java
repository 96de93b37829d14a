package io.slipway.deploy.artifact;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.deploy.Artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArtifactStoreTest {
    @TempDir
    Path folder;

    private ArtifactStore store = new ArtifactStore(Path.of(""));

    @BeforeEach
    void prepare() {
        store = new ArtifactStore(folder.resolve("store"));
    }

    @Test
    void theAddressIsTheSameOnEveryMachine() throws IOException {
        Path content = Files.createDirectories(folder.resolve("content"));
        Files.writeString(content.resolve("hello"), "world");

        assertThat(put(content).digest()).isEqualTo(DIGEST_OF_HELLO);
    }

    @Test
    void aLinkWithinItIsKept() throws IOException {
        Path content = Files.createDirectories(folder.resolve("content/lib"));
        Files.writeString(content.resolve("one.so"), "one");
        Files.createSymbolicLink(content.resolveSibling("current"), Path.of("lib/one.so"));

        store.unpack(put(folder.resolve("content")), folder.resolve("out"));

        assertThat(folder.resolve("out/current")).isSymbolicLink().hasContent("one");
    }

    @Test
    void contentReachedThroughALinkIsTheContent() throws IOException {
        Path content = Files.createDirectories(folder.resolve("dist-42"));
        Files.writeString(content.resolve("hello"), "world");
        Path link = Files.createSymbolicLink(folder.resolve("dist"), content);

        assertThat(put(link)).isEqualTo(put(content));
    }

    @Test
    void aLinkThatLeadsOutIsRefusedBeforeItIsStored() throws IOException {
        Path content = Files.createDirectories(folder.resolve("content"));
        Files.createSymbolicLink(content.resolve("passwords"), Path.of("../../etc/passwd"));

        assertThatThrownBy(() -> put(content))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the link passwords leads out of the artifact");
        assertThat(files(folder.resolve("store"))).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotStored() throws IOException {
        assertThatThrownBy(() -> put(folder.resolve("nothing"))).isInstanceOf(IOException.class);
        assertThat(files(folder.resolve("store"))).isEmpty();
    }

    @Test
    void damageIsFoundAndLeavesNothing() throws IOException {
        Path content = Files.createDirectories(folder.resolve("content"));
        Files.writeString(content.resolve("hello"), "world".repeat(1000));
        Artifact artifact = put(content);
        Path stored = files(folder.resolve("store")).getFirst();
        byte[] good = Files.readAllBytes(stored);

        for (int cut : List.of(0, 1, good.length / 2, good.length - 1)) {
            Files.write(stored, Arrays.copyOf(good, cut));
            assertThatThrownBy(() -> store.unpack(artifact, folder.resolve("out/here")))
                    .as("cut to %s bytes", cut)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is damaged");
        }
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            Files.write(stored, bad);
            try {
                store.unpack(artifact, folder.resolve("out/here"));
                // Some bytes of the gzip header (time, operating system) mean nothing.
                assertThat(folder.resolve("out/here/hello")).hasContent("world".repeat(1000));
                Files.delete(folder.resolve("out/here/hello"));
                Files.delete(folder.resolve("out/here"));
            } catch (IOException expected) {
                assertThat(folder.resolve("out/here")).doesNotExist();
            }
        }
        try (Stream<Path> left = Files.list(folder.resolve("out"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void contentOfAnotherAddressIsRefused() throws IOException {
        Artifact one = put(Files.writeString(folder.resolve("one"), "1"));
        Artifact two = put(Files.writeString(folder.resolve("two"), "2"));
        List<Path> stored = files(folder.resolve("store"));
        Path ofOne = stored.stream()
                .filter(file -> one.digest().contains(hex(file)))
                .findFirst()
                .orElseThrow();
        Path ofTwo = stored.stream()
                .filter(file -> two.digest().contains(hex(file)))
                .findFirst()
                .orElseThrow();
        Files.write(ofOne, Files.readAllBytes(ofTwo));

        assertThatThrownBy(() -> store.unpack(one, folder.resolve("out")))
                .hasMessageContaining(one.digest())
                .hasMessageContaining(two.digest());
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void puttingItAgainHealsIt() throws IOException {
        Path content = Files.writeString(folder.resolve("hello"), "world");
        Artifact artifact = put(content);
        Files.writeString(files(folder.resolve("store")).getFirst(), "garbage");

        put(content);
        store.unpack(artifact, folder.resolve("out"));

        assertThat(folder.resolve("out/hello")).hasContent("world");
    }

    @Test
    void whatACrashLeftIsNoArtifact() throws IOException {
        Artifact artifact = put(Files.writeString(folder.resolve("hello"), "world"));
        Path stored = files(folder.resolve("store")).getFirst();
        Files.move(stored, folder.resolve("store/incoming-1.tmp"));

        assertThatThrownBy(() -> store.unpack(artifact, folder.resolve("out")))
                .hasMessageContaining("is not in the store");
    }

    @Test
    void anAddressThatIsNoDigestReachesNoFile() {
        Artifact odd = new Artifact("sha256:../../../etc/passwd", "artifact:x", "pkg:generic/x", 0);

        assertThatThrownBy(() -> store.unpack(odd, folder.resolve("out"))).hasMessageContaining("no sha256 digest");
    }

    @Test
    void anArchiveCannotWriteOutsideOfItsFolder() throws IOException {
        assertThatThrownBy(() -> unpack(file("../escaped"))).hasMessageContaining("outside of itself");
        assertThatThrownBy(() -> unpack(file("a/../../escaped"))).hasMessageContaining("outside of itself");
        assertThatThrownBy(() -> unpack(link("out", "../escaped"))).hasMessageContaining("outside of itself");
        assertThatThrownBy(() -> unpack(link("out", "/etc"))).hasMessageContaining("outside of itself");
        // Each link stays inside when it is read as text; together they do not.
        assertThatThrownBy(() -> unpack(
                        folder("deep/er"),
                        link("deep/er/up", "../.."),
                        link("out", "deep/er/up/.."),
                        file("out/escaped")))
                .hasMessageContaining("behind a link");
        assertThatThrownBy(() -> unpack(new TarArchiveEntry("device", TarConstants.LF_CHR)))
                .hasMessageContaining("no file, folder or link");
        assertThatThrownBy(() -> unpack(link("same", "other"), file("same"))).isInstanceOf(IOException.class);
        assertThat(folder.resolve("escaped")).doesNotExist();
        assertThat(folder.resolve("target/escaped")).doesNotExist();
    }

    private static final String DIGEST_OF_HELLO =
            "sha256:9f1dacf358ae19456b407f1cce96c321762cf8b88122a9cc4442304ef7e53b97";

    private void unpack(TarArchiveEntry... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                tar.write("x".repeat((int) entry.getSize()).getBytes(StandardCharsets.UTF_8));
                tar.closeArchiveEntry();
            }
        }
        Path target = Files.createDirectories(folder.resolve("target/" + System.nanoTime()));
        new Unpacking(target).read(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static TarArchiveEntry file(String name) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(1);
        return entry;
    }

    private static TarArchiveEntry folder(String name) {
        return new TarArchiveEntry(name + "/");
    }

    private static TarArchiveEntry link(String name, String to) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(to);
        return entry;
    }

    private Artifact put(Path content) throws IOException {
        return store.put(content, "shop", "web", "1.0.0");
    }

    private static String hex(Path stored) {
        return stored.getFileName().toString().replace(".tar.gz", "");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
