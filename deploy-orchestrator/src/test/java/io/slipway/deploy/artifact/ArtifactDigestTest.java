package io.slipway.deploy.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

import io.slipway.events.deploy.Artifact;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

import static org.assertj.core.api.Assertions.assertThat;

class ArtifactDigestTest {
    private static final int TRIES = 60;

    record Entry(String content, boolean executable) {}

    private Path folder = Path.of("");
    private ArtifactStore store = new ArtifactStore(folder);

    @BeforeTry
    void prepare() throws IOException {
        folder = Files.createTempDirectory("artifact-digest");
        store = new ArtifactStore(folder.resolve("store"));
    }

    @AfterTry
    void remove() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }

    @Property(tries = TRIES)
    void itDependsOnNeitherOrderNorTimesNorPlaceNorUser(@ForAll("trees") Map<String, Entry> tree, @ForAll long seed)
            throws IOException {
        Artifact here = put(write("here", tree, new Random(seed)));
        String user = System.getProperty("user.name");
        System.setProperty("user.name", "somebody-else");
        try {
            Artifact there = put(write("elsewhere/quite", tree, new Random(seed + 1)));
            assertThat(there).isEqualTo(here);
        } finally {
            System.setProperty("user.name", user);
        }
        assertThat(stored()).as("stored twice is one artifact").hasSize(1);
    }

    @Property(tries = TRIES)
    void itIsAnotherOneForOtherContentNamesOrModes(@ForAll("trees") Map<String, Entry> tree, @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        String digest = put(write("before", tree, random)).digest();
        String name = List.copyOf(tree.keySet()).get(random.nextInt(tree.size()));
        Entry entry = tree.get(name);

        assertThat(changed("content", tree, name, new Entry(entry.content() + "x", entry.executable())))
                .isNotEqualTo(digest);
        assertThat(changed("mode", tree, name, new Entry(entry.content(), !entry.executable())))
                .isNotEqualTo(digest);
        Map<String, Entry> renamed = new TreeMap<>(tree);
        renamed.remove(name);
        renamed.put(name + "!", entry);
        assertThat(put(write("name", renamed, random)).digest()).isNotEqualTo(digest);
    }

    @Property(tries = TRIES)
    void whatComesOutIsWhatWentIn(@ForAll("trees") Map<String, Entry> tree, @ForAll long seed) throws IOException {
        Artifact artifact = put(write("in", tree, new Random(seed)));
        store.unpack(artifact, folder.resolve("out"));

        assertThat(read(folder.resolve("out"))).isEqualTo(tree);
        assertThat(put(folder.resolve("out"))).isEqualTo(artifact);
    }

    @Provide
    Arbitrary<Map<String, Entry>> trees() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.of("a", "b", "a-b", "a.b", "ä b", "back\\slash", "日本", "-", "...", "x".repeat(120)),
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(12));
        Arbitrary<String> name = part.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("/", parts));
        Arbitrary<Entry> entry = Combinators.combine(
                        Arbitraries.strings().ofMaxLength(2000), Arbitraries.of(true, false))
                .as(Entry::new);
        return Arbitraries.maps(name, entry).ofMinSize(1).ofMaxSize(8).map(ArtifactDigestTest::withoutClashes);
    }

    /** A name cannot be a file and a folder at once. */
    private static Map<String, Entry> withoutClashes(Map<String, Entry> all) {
        Map<String, Entry> tree = new TreeMap<>();
        all.forEach((name, entry) -> {
            boolean isFolder = all.keySet().stream().anyMatch(other -> other.startsWith(name + "/"));
            if (!isFolder) {
                tree.put(name, entry);
            }
        });
        return tree;
    }

    private String changed(String where, Map<String, Entry> tree, String name, Entry entry) throws IOException {
        Map<String, Entry> changed = new TreeMap<>(tree);
        changed.put(name, entry);
        return put(write(where, changed, new Random(1))).digest();
    }

    private Artifact put(Path content) throws IOException {
        return store.put(content, "shop", "web", "1.0.0");
    }

    private List<Path> stored() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Path write(String where, Map<String, Entry> tree, Random random) throws IOException {
        Path root = Files.createDirectories(folder.resolve(where));
        List<String> names = new ArrayList<>(tree.keySet());
        Collections.shuffle(names, random);
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, tree.get(name).content().getBytes(StandardCharsets.UTF_8));
            boolean others = random.nextBoolean();
            String rights = tree.get(name).executable() ? "rwxr-x---" : others ? "rw-rw-r--" : "rw-------";
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
            Files.setLastModifiedTime(file, FileTime.fromMillis(random.nextInt(1, Integer.MAX_VALUE)));
        }
        return root;
    }

    private static Map<String, Entry> read(Path root) throws IOException {
        Map<String, Entry> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file);
                tree.put(root.relativize(file).toString(), new Entry(content, Files.isExecutable(file)));
            }
        }
        return tree;
    }
}
