package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.tree.ExtendedAttribute;
import io.slipway.backup.tree.Node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class FileAttributesTest {
    private static final ExtendedAttribute ORIGIN = new ExtendedAttribute("user.origin", "here".getBytes());

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.writeString(folder.resolve("file"), "content");
    }

    @Test
    void allNamespacesAreReadAndSet() throws IOException {
        assumeTrue(NativeAccess.isThere(), "needs Linux");
        assumeTrue(Samples.set(file, Samples.ACL, Samples.acl(1234)), "needs a file system with ACLs");
        ExtendedAttributes attributes = ExtendedAttributes.ofThisMachine();
        attributes.set(file, ORIGIN);

        assertThat(attributes.read(file))
                .containsExactly(new ExtendedAttribute(Samples.ACL, Samples.acl(1234)), ORIGIN);
    }

    @Test
    void aCapabilityOfAProgramComesBack() throws IOException {
        assumeTrue(NativeAccess.isThere() && CurrentUser.get().isRoot(), "only root may give one");
        assumeTrue(Samples.set(file, Samples.CAPABILITY, Samples.capability()), "not allowed in this container");
        Path other = Files.writeString(folder.resolve("other"), "content");

        Problems problems = restore(other, node(file));

        assertThat(problems).isEqualTo(Problems.NONE);
        assertThat(ExtendedAttributes.ofThisMachine().read(other))
                .containsExactly(new ExtendedAttribute(Samples.CAPABILITY, Samples.capability()));
    }

    /** Else somebody could read it whom its own mode keeps out. */
    @Test
    void aFileWithoutAnAclGetsNoneFromWhereItIsRestoredTo() throws IOException {
        assumeTrue(NativeAccess.isThere(), "needs Linux");
        Path shared = Files.createDirectory(folder.resolve("shared"));
        assumeTrue(Samples.set(shared, Samples.DEFAULT_ACL, Samples.acl(1234)), "needs a file system with ACLs");
        Path other = Files.writeString(shared.resolve("other"), "content");
        assertThat(ExtendedAttributes.ofThisMachine().read(other)).isNotEmpty();

        Problems problems = restore(other, node(file));

        assertThat(problems).isEqualTo(Problems.NONE);
        assertThat(ExtendedAttributes.ofThisMachine().read(other)).isEmpty();
    }

    @Test
    void whatTheSystemRefusesIsCountedAndSaidOnce() throws IOException {
        Node before = node(file);
        Node node = new Node(
                before.name(),
                before.type(),
                before.mode(),
                before.times(),
                before.owner(),
                0,
                0,
                7,
                1,
                null,
                List.of(new ExtendedAttribute("strange.name", new byte[1]), ORIGIN),
                java.util.Map.of(),
                0,
                List.of(),
                null,
                null);
        Problems.Log problems = new Problems.Log();
        Metadata metadata = new Metadata(problems, RestoreTarget.open(folder));

        for (int i = 0; i < 3; i++) {
            metadata.restore(Files.writeString(folder.resolve("restored-" + i), "content"), node);
        }
        metadata.report(folder);

        assertThat(problems.all().areSerious()).isFalse();
        assertThat(problems.all().first()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.PARTLY_RESTORED);
            assertThat(problem.path()).isEqualTo(folder.resolve("restored-0").toString());
            assertThat(problem.message()).contains("nor those of 2 more files", "strange.name");
        });
        assertThat(ExtendedAttributes.ofThisMachine().read(folder.resolve("restored-2")))
                .containsExactly(ORIGIN);
    }

    /** As on a system whose calls we do not know. */
    @Test
    void withoutNativeAccessThoseOfUsersAreKept() throws IOException {
        ExtendedAttributes attributes = new UserAttributes();
        attributes.set(file, ORIGIN);

        assertThat(attributes.read(file)).containsExactly(ORIGIN);
        assertThat(ExtendedAttributes.ofThisMachine().read(file)).containsExactly(ORIGIN);
        assertThatThrownBy(() -> attributes.set(file, new ExtendedAttribute(Samples.ACL, Samples.acl(1))))
                .hasMessageContaining("native access");
    }

    private Node node(Path path) throws IOException {
        return new FileNodes(false, new Problems.Log()).node(path, "file", FileStat.of(path));
    }

    private Problems restore(Path to, Node node) throws IOException {
        Problems.Log problems = new Problems.Log();
        Metadata metadata = new Metadata(problems, RestoreTarget.open(folder));
        metadata.restore(to, node);
        metadata.report(to);
        return problems.all();
    }
}
