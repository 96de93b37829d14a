package io.slipway.backup.tree;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.backup.content.SavedContent;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.MemoryBlobs;
import io.slipway.backup.repository.ObjectId;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TreeBrowserTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final MemoryBlobs blobs = new MemoryBlobs();
    private TreeBrowser browser;

    @BeforeEach
    void aSnapshot() throws IOException {
        browser = new TreeBrowser(blobs, snapshot("/srv/crm/a.txt", "/srv/crm/b.log", "/srv/notes/a.txt", "/top"));
    }

    @Test
    void whatIsThereIsFound() throws IOException {
        assertThat(browser.find("/srv/crm/a.txt"))
                .hasValueSatisfying(node -> assertThat(node.isFile()).isTrue());
        assertThat(browser.find("srv/crm/"))
                .hasValueSatisfying(node -> assertThat(node.isDirectory()).isTrue());
        assertThat(browser.find("/srv/crm/a.txt/below")).isEmpty();
        assertThat(browser.find("/nothing")).isEmpty();
        assertThatThrownBy(() -> browser.node("/nothing"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("not in the snapshot");
        assertThatThrownBy(() -> browser.tree("/top")).hasMessageContaining("not a directory");
        assertThatThrownBy(() -> browser.open("/srv")).hasMessageContaining("not a file");
    }

    @Test
    void directoriesAreListed() throws IOException {
        assertThat(browser.list("/")).extracting(Node::name).containsExactly("srv", "top");
        assertThat(browser.list("/srv/crm")).extracting(Node::name).containsExactly("a.txt", "b.log");
        assertThat(browser.list("/top")).extracting(Node::name).containsExactly("top");
    }

    @Test
    void everythingIsSeenOnAWalk() throws IOException {
        List<String> seen = new ArrayList<>();

        boolean whole = browser.walk("/", (path, node) -> {
            seen.add(path);
            return path.equals("/srv/notes") ? TreeVisitor.Next.PAST : TreeVisitor.Next.ON;
        });

        assertThat(whole).isTrue();
        assertThat(seen).containsExactly("/srv", "/srv/crm", "/srv/crm/a.txt", "/srv/crm/b.log", "/srv/notes", "/top");
        assertThat(browser.walk("/srv", (path, node) -> TreeVisitor.Next.END)).isFalse();
    }

    @Test
    void aWalkStopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> browser.walk("/", (path, node) -> TreeVisitor.Next.ON))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, /srv/crm/a.txt /srv/notes/a.txt",
        "*.LOG, ''",
        "/srv/*/a.txt, /srv/crm/a.txt /srv/notes/a.txt",
        "/srv/crm, /srv/crm /srv/crm/a.txt /srv/crm/b.log",
        "/**/b*, /srv/crm/b.log",
        "[a-b].[lt]??, /srv/crm/a.txt /srv/crm/b.log /srv/notes/a.txt",
        "t[!a]p, /top"
    })
    void patternsFind(String pattern, String expected) throws IOException {
        assertThat(found(GlobPattern.of(pattern)))
                .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" "));
    }

    @Test
    void patternsMayIgnoreCase() throws IOException {
        assertThat(found(GlobPattern.ignoringCase("*.LOG"))).containsExactly("/srv/crm/b.log");
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b/c, true",
        "/a/b, /x/a/b, false",
        "a/b, /x/a/b/c, true",
        "/a/**/z, /a/z, true",
        "/a/**/z, /a/1/2/z, true",
        "/a/**/z, /a/1/2/y, false",
        "**, /anything, true",
        "a\\*, /a*, true",
        "a\\*, /ab, false",
        "[]x], /], true",
        "a.c, /abc, false"
    })
    void patternsMeanWhatResticMeans(String pattern, String path, boolean matches) {
        assertThat(GlobPattern.of(pattern).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a[b", "a\\"})
    void patternsThatMeanNothingAreRefused(String pattern) {
        assertThatThrownBy(() -> GlobPattern.of(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyWhatMayMatchIsLookedInto() {
        GlobPattern pattern = GlobPattern.of("/srv/*/logs");

        assertThat(pattern.mayMatchBelow("/")).isTrue();
        assertThat(pattern.mayMatchBelow("/srv/crm")).isTrue();
        assertThat(pattern.mayMatchBelow("/srv/crm/data")).isFalse();
        assertThat(pattern.mayMatchBelow("/home")).isFalse();
        assertThat(GlobPattern.of("logs").mayMatchBelow("/home")).isTrue();
    }

    @Property(tries = 100)
    void anyPartOfAFileIsRead(
            @ForAll @IntRange(max = 12) int count,
            @ForAll @IntRange(max = 400) int offset,
            @ForAll @IntRange(max = 400) int length)
            throws IOException {
        byte[] content = new byte[count * 30];
        new Random(count).nextBytes(content);
        List<ObjectId> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pieces.add(blobs.save(BlobType.DATA, content, i * 30, 30));
        }

        try (InputStream part = new BlobStream(blobs, pieces, offset, length)) {
            int from = Math.min(offset, content.length);
            assertThat(part.readAllBytes())
                    .isEqualTo(java.util.Arrays.copyOfRange(content, from, Math.min(from + length, content.length)));
        }
    }

    @Test
    void aBlobThatIsMissingFailsTheReader() throws IOException {
        Node file = browser.node("/top");
        blobs.forget(BlobType.DATA, file.blobs().getFirst());

        try (InputStream in = browser.open("/top")) {
            assertThatThrownBy(in::readAllBytes).hasMessageContaining("there is no blob");
        }
    }

    @Test
    void differencesAreTold() throws IOException {
        MemoryBlobs all = blobs;
        SavedContent other = save("other");
        ObjectId before = snapshot("/a/kept", "/a/changed", "/a/gone/x", "/a/touched", "/turned");
        VirtualTree tree = new VirtualTree();
        tree.file("/a/kept", save("/a/kept"), NOON).file("/a/changed", other, NOON);
        tree.file("/a/touched", save("/a/touched"), NOON.plusSeconds(1)).file("/turned/below", other, NOON);
        tree.file("/new", other, NOON);
        ObjectId after = tree.save(all);

        List<String> changes = new ArrayList<>();
        TreeDiff.compare(all, before, after, change -> changes.add(change.kind().letter() + " " + change.path()));

        assertThat(changes)
                .containsExactly(
                        "U /a",
                        "M /a/changed",
                        "- /a/gone",
                        "- /a/gone/x",
                        "U /a/touched",
                        "+ /new",
                        "T /turned",
                        "+ /turned/below");
        TreeDiff.compare(all, after, after, change -> {
            throw new AssertionError("the same snapshot has no difference " + change);
        });
    }

    private List<String> found(GlobPattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        browser.find(pattern, (path, node) -> {
            found.add(path);
            return TreeVisitor.Next.ON;
        });
        return found;
    }

    private ObjectId snapshot(String... paths) throws IOException {
        VirtualTree tree = new VirtualTree();
        for (String path : paths) {
            tree.file(path, save(path), NOON);
        }
        return tree.save(blobs);
    }

    private SavedContent save(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return new SavedContent(List.of(blobs.save(BlobType.DATA, content, 0, content.length)), content.length);
    }
}
