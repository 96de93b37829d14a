package io.slipway.backup.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.backup.content.SavedContent;
import io.slipway.backup.repository.MemoryBlobs;
import io.slipway.backup.repository.ObjectId;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TreeTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final SavedContent EMPTY = new SavedContent(List.of(), 0);

    /** Both were written by restic 0.18.0 on Linux and are named by their hash. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a616e99fe0be9924cd493882e48e0464343c2ef80fe9abd8541d092c1136b48",
                "1943b73697e188d85ae35bbd503c0587195157f5f42cd275947b330301df97dd"
            })
    void aTreeOfResticIsWrittenAgainToTheSameBytes(String hash) throws IOException {
        byte[] written = resource(hash + ".json");

        byte[] again = Tree.parse(written).bytes();

        assertThat(again).asString(StandardCharsets.UTF_8).isEqualTo(new String(written, StandardCharsets.UTF_8));
        assertThat(ObjectId.hash(again)).hasToString(hash);
    }

    @Test
    void whatResticSaysOfFilesIsUnderstood() throws IOException {
        Tree tree = Tree.parse(resource("0a616e99fe0be9924cd493882e48e0464343c2ef80fe9abd8541d092c1136b48.json"));

        assertThat(tree.nodes())
                .extracting(node -> FileNames.shown(node.name()))
                .containsExactly(
                        "a<b>&\"q\\.txt",
                        "b",
                        "badlink",
                        "bad\\xffname",
                        "c",
                        "d",
                        "fifo",
                        "goodlink",
                        "tab\\tnl\\n\\x7f",
                        "\u00a0nbsp",
                        "ünï",
                        "\u200bzwsp",
                        "\u2028ls",
                        "😀");
        Node link = tree.find("badlink").orElseThrow();
        assertThat(FileNames.bytes(link.linkTarget())).containsExactly('t', 0xfe);
        Node directory = tree.find("d").orElseThrow();
        assertThat(FileMode.shown(directory.type(), directory.mode())).isEqualTo("drwxrwxrwt");
        assertThat(tree.find("c").orElseThrow().device()).isEqualTo(0x103);
        assertThat(tree.find("nothing")).isEmpty();
    }

    @Test
    void hardLinksAndAttributesAreUnderstood() throws IOException {
        Tree tree = Tree.parse(resource("1943b73697e188d85ae35bbd503c0587195157f5f42cd275947b330301df97dd.json"));

        Node file = tree.find("x").orElseThrow();
        assertThat(file.isHardLinked()).isTrue();
        assertThat(file.inode()).isEqualTo(tree.find("y").orElseThrow().inode());
        assertThat(FileMode.permissions(file.mode())).isEqualTo(04755);
        assertThat(file.extendedAttributes())
                .containsExactly(
                        new ExtendedAttribute("user.a", new byte[] {'b'}),
                        new ExtendedAttribute("user.bin", new byte[] {0, (byte) 0xff}));
        assertThat(file.times().modified()).isEqualTo(OffsetDateTime.parse("2001-02-03T04:05:06.120Z"));
        assertThat(file.blobs()).isEmpty();
    }

    @Test
    void attributesOfWindowsAreKeptAsTheyAre() throws IOException {
        String json = "{\"nodes\":[{\"name\":\"x\",\"type\":\"file\",\"mtime\":\"2001-02-03T04:05:06+02:00\","
                + "\"atime\":\"0001-01-01T00:00:00Z\",\"ctime\":\"0001-01-01T00:00:00Z\",\"uid\":0,\"gid\":0,"
                + "\"generic_attributes\":{\"windows.creation_time\":\"AQ==\",\"windows.file_attributes\":{\"a\":[1,2]}},"
                + "\"content\":[]}]}\n";

        Tree tree = Tree.parse(json.getBytes(StandardCharsets.UTF_8));

        assertThat(tree.nodes().getFirst().genericAttributes())
                .isEqualTo(Map.of("windows.creation_time", "\"AQ==\"", "windows.file_attributes", "{\"a\":[1,2]}"));
        assertThat(new String(tree.bytes(), StandardCharsets.UTF_8)).isEqualTo(json);
    }

    @Test
    void fieldsOfLaterVersionsArePassedOver() throws IOException {
        String json =
                "{\"version\":{\"a\":1},\"nodes\":[{\"name\":\"x\",\"type\":\"file\",\"future\":[{}],\"content\":[]}],"
                        + "\"more\":[]}";

        assertThat(Tree.parse(json.getBytes(StandardCharsets.UTF_8)).nodes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"nodes\":[",
                "{\"nodes\":[{\"name\":\"../x\",\"type\":\"file\"}]}",
                "{\"nodes\":[{\"name\":\"..\",\"type\":\"file\"}]}",
                "{\"nodes\":[{\"name\":\"a\\\\x00b\",\"type\":\"file\"}]}",
                "{\"nodes\":[{\"name\":\"x\",\"type\":\"dir\"}]}",
                "{\"nodes\":[{\"name\":\"x\",\"type\":\"hologram\"}]}",
                "{\"nodes\":[{\"name\":\"x\\\\q\",\"type\":\"file\"}]}",
                "{\"nodes\":[{\"name\":\"x\\\\u12\",\"type\":\"file\"}]}",
                "{\"nodes\":[{\"name\":\"x\",\"type\":\"file\",\"mtime\":\"yesterday\"}]}",
                "{\"nodes\":[{\"name\":\"x\",\"type\":\"file\"},{\"name\":\"x\",\"type\":\"file\"}]}"
            })
    void whatIsNoTreeIsRefused(String json) {
        assertThatThrownBy(() -> Tree.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DamagedTreeException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0100644,-rw-r--r--",
        "0104755,-rwsr-xr-x",
        "0042750,drwxr-s---",
        "0041777,drwxrwxrwt",
        "0120777,lrwxrwxrwx",
        "0020666,crw-rw-rw-",
        "0060660,brw-rw----",
        "0010600,prw-------",
        "0140755,srwxr-xr-x",
        "0102644,-rw-r-Sr--"
    })
    void modesAreTheOnesOfLs(String unix, String shown) {
        int mode = Integer.parseInt(unix, 8);

        assertThat(FileMode.shown(FileMode.typeOfUnix(mode), FileMode.ofUnix(mode)))
                .isEqualTo(shown);
        assertThat(FileMode.permissions(FileMode.ofUnix(mode))).isEqualTo(mode & 07777);
        assertThat(FileMode.of(FileMode.typeOfUnix(mode), mode & 07777)).isEqualTo(FileMode.ofUnix(mode));
    }

    @Property(tries = 300)
    void anyNameIsItsBytes(@ForAll byte[] bytes) {
        String name = FileNames.of(bytes);

        assertThat(FileNames.bytes(name)).isEqualTo(bytes);
        assertThat(GoQuotation.unquote(GoQuotation.quote(name))).isEqualTo(name);
        assertThat(FileNames.isText(GoQuotation.quote(name))).isTrue();
    }

    @Property(tries = 300)
    void namesAreOrderedByTheirBytes(@ForAll("names") String left, @ForAll("names") String right) {
        int order = java.util.Arrays.compareUnsigned(FileNames.bytes(left), FileNames.bytes(right));

        assertThat(Integer.signum(FileNames.compare(left, right))).isEqualTo(Integer.signum(order));
    }

    @Property(tries = 200)
    void everyTreeIsReadAsItWasWritten(@ForAll("trees") Tree tree) throws IOException {
        assertThat(Tree.parse(tree.bytes())).isEqualTo(tree);
        assertThat(Tree.parse(tree.bytes()).bytes()).isEqualTo(tree.bytes());
    }

    @Test
    void aVirtualTreeHasTheDirectoriesItsFilesNeed() throws IOException {
        MemoryBlobs blobs = new MemoryBlobs();
        Instant later = NOON.plusSeconds(5);

        ObjectId root = new VirtualTree()
                .file("/mongodb/crm/contacts.bson", EMPTY, NOON)
                .file("mongodb/crm/orders.bson", EMPTY, later)
                .file("mongodb/oplog.bson", EMPTY, NOON)
                .save(blobs);

        Tree tree = Tree.load(blobs, root);
        assertThat(tree.nodes()).extracting(Node::name).containsExactly("mongodb");
        assertThat(tree.nodes().getFirst().times().modified()).isEqualTo(later.atOffset(ZoneOffset.UTC));
        Tree mongodb = Tree.load(blobs, tree.nodes().getFirst().tree());
        assertThat(mongodb.nodes()).extracting(Node::name).containsExactly("crm", "oplog.bson");
        assertThat(Tree.load(blobs, mongodb.nodes().getFirst().tree()).nodes())
                .extracting(Node::name)
                .containsExactly("contacts.bson", "orders.bson");
    }

    @Test
    void aVirtualTreeRefusesWhatCannotBe() {
        VirtualTree tree = new VirtualTree().file("a/b", EMPTY, NOON);

        assertThatThrownBy(() -> tree.file("a/b", EMPTY, NOON)).hasMessageContaining("\"a/b\" is there already");
        assertThatThrownBy(() -> tree.file("a", EMPTY, NOON)).hasMessageContaining("there already");
        assertThatThrownBy(() -> tree.file("a/b/c", EMPTY, NOON)).hasMessageContaining("below the file b");
        assertThatThrownBy(() -> tree.file("a/../c", EMPTY, NOON)).hasMessageContaining("..");
        assertThatThrownBy(() -> tree.file("/", EMPTY, NOON)).hasMessageContaining("names no file");
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars('a', 'b', ' ', '"', '\\', '\n', '\u2028', 'ü', '\uE000', '\uFFFD')
                .ofMinLength(1)
                .ofMaxLength(4);
        Arbitrary<String> raw = Arbitraries.bytes()
                .filter(b -> b != 0 && b != '/')
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(FileNames::of);
        return Arbitraries.oneOf(texts, raw, Arbitraries.of("😀", "😀x", "\uFFFFx"))
                .filter(name -> !name.equals(".") && !name.equals(".."));
    }

    @Provide
    Arbitrary<Tree> trees() {
        return nodes().list().ofMaxSize(4).uniqueElements(Node::name).map(Tree::of);
    }

    private Arbitrary<Node> nodes() {
        Arbitrary<OffsetDateTime> times = Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000L),
                        Arbitraries.integers().between(0, 999_999_999),
                        Arbitraries.of(ZoneOffset.UTC, ZoneOffset.ofHours(-3), ZoneOffset.ofHoursMinutes(5, 30)))
                .as((second, nano, zone) -> Instant.ofEpochSecond(second, nano).atOffset(zone));
        Arbitrary<Times> threeTimes = Combinators.combine(times, times, times).as(Times::new);
        Arbitrary<Long> words = Arbitraries.longs();
        Arbitrary<Owner> owners = Combinators.combine(names().filter(FileNames::isText), Arbitraries.of("", "wheel"))
                .as((user, group) -> new Owner(4_000_000_000L, 7, user, group));
        Arbitrary<List<ExtendedAttribute>> attributes = Combinators.combine(
                        Arbitraries.of("user.a", "user.<b>"),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(3))
                .as(ExtendedAttribute::new)
                .list()
                .ofMaxSize(2);
        Arbitrary<NodeType> types = Arbitraries.of(NodeType.class);
        Arbitrary<List<ObjectId>> contents =
                words.map(word -> new ObjectId(word, 1, ~word, 3)).list().ofMaxSize(2);
        return Combinators.combine(names(), types, threeTimes, owners, words, attributes, contents)
                .as((name, type, time, owner, word, extended, blobs) -> new Node(
                        name,
                        type,
                        FileMode.of(type, word.intValue() & 07777),
                        time,
                        owner,
                        word,
                        ~word,
                        type == NodeType.FILE ? word >>> 1 : 0,
                        word & 3,
                        type == NodeType.SYMLINK ? name + "/<x>" : null,
                        extended,
                        Map.of(),
                        word >>> 40,
                        type == NodeType.FILE ? new ArrayList<>(blobs) : null,
                        type == NodeType.DIR ? new ObjectId(1, word, 2, word) : null,
                        word % 5 == 0 ? "cannot read <it>" : null));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = TreeTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
