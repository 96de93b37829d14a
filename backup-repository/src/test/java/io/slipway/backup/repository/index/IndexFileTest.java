package io.slipway.backup.repository.index;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.pack.PackedBlob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IndexFileTest {
    private static final ObjectId PACK = ObjectId.hash(new byte[] {1});
    private static final ObjectId OTHER = ObjectId.hash(new byte[] {2});
    private static final List<PackedBlob> BLOBS = List.of(
            new PackedBlob(BlobType.DATA, ObjectId.hash(new byte[] {3}), 0, 38, 0),
            new PackedBlob(BlobType.TREE, ObjectId.hash(new byte[] {4}), 3_000_000_000L, 112, 511));

    private static final class Collected implements IndexFile.Reader {
        private final Map<ObjectId, List<PackedBlob>> packs = new LinkedHashMap<>();
        private final List<MarkedPack> marks = new ArrayList<>();

        @Override
        public void pack(ObjectId pack, List<PackedBlob> blobs) {
            packs.put(pack, blobs);
        }

        @Override
        public void marked(MarkedPack pack) {
            marks.add(pack);
        }
    }

    private static Collected read(byte[] json) throws DamagedException {
        Collected collected = new Collected();
        IndexFile.read(new ByteArrayInputStream(json), collected);
        return collected;
    }

    @Test
    void givesBackWhatWasWritten() throws DamagedException {
        MarkedPack mark = new MarkedPack(OTHER, OffsetDateTime.parse("2026-11-26T08:00:00Z"), BLOBS);
        byte[] json;
        try (IndexFile.Writer writer = new IndexFile.Writer()) {
            writer.pack(PACK, BLOBS);
            writer.marked(mark);
            json = writer.finish();
        }

        Collected collected = read(json);
        assertThat(collected.packs).containsExactly(Map.entry(PACK, BLOBS));
        assertThat(collected.marks).containsExactly(mark);
    }

    @Test
    void writesMarksWhereResticDoesNotSeeThem() {
        String json;
        try (IndexFile.Writer writer = new IndexFile.Writer()) {
            writer.marked(new MarkedPack(OTHER, OffsetDateTime.parse("2026-11-26T08:00:00Z"), List.of()));
            json = new String(writer.finish(), StandardCharsets.UTF_8);
        }
        assertThat(json)
                .isEqualTo("{\"packs\":[],\"packs_to_delete\":[{\"id\":\"" + OTHER
                        + "\",\"time\":\"2026-11-26T08:00:00Z\",\"blobs\":[]}]}");
    }

    @Test
    void passesOverWhatItDoesNotKnow() throws DamagedException {
        String json = "{\"supersedes\":[\"" + OTHER + "\"],\"later\":{\"a\":[1]},\"packs\":[{\"new\":{},\"id\":\""
                + PACK + "\",\"blobs\":[]}]}";
        assertThat(read(json.getBytes(StandardCharsets.UTF_8)).packs).containsOnlyKeys(PACK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"packs\":[{\"id\":\"zz\",\"blobs\":[]}]}",
                "{\"packs\":[{\"blobs\":[]}]}",
                "{\"packs\":[{\"id\":\"",
                "{\"packs\":[{\"id\":\"x\",\"blobs\":[{\"id\":\"x\",\"type\":\"data\"}]}]}",
                "{\"packs\":[{\"id\":\"x\",\"blobs\":[{\"offset\":\"a\"}]}]}"
            })
    void saysWhatIsNoIndex(String json) {
        assertThatThrownBy(() -> read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("it is not an index");
    }
}
