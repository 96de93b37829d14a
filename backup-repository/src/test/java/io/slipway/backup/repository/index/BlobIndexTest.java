package io.slipway.backup.repository.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.pack.PackedBlob;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

class BlobIndexTest {
    private record Key(BlobType type, ObjectId id) {}

    /** Beside a plain map: many packs, some blobs in several of them, some ids in both types. */
    @Property(tries = 30)
    void knowsWhatAMapKnows(@ForAll long seed) {
        Random random = new Random(seed);
        BlobIndex index = new BlobIndex();
        Map<Key, Set<BlobIndex.Location>> expected = new HashMap<>();
        List<ObjectId> ids = new ArrayList<>();
        for (int pack = 0; pack < random.nextInt(40); pack++) {
            ObjectId packId = id(random);
            List<PackedBlob> blobs = new ArrayList<>();
            long offset = random.nextLong(1L << 32);
            for (int i = 0; i < random.nextInt(200); i++) {
                ObjectId id = ids.isEmpty() || random.nextInt(4) > 0 ? id(random) : ids.get(random.nextInt(ids.size()));
                ids.add(id);
                PackedBlob blob = new PackedBlob(
                        random.nextBoolean() ? BlobType.DATA : BlobType.TREE,
                        id,
                        offset,
                        32 + random.nextInt(Integer.MAX_VALUE - 32),
                        random.nextBoolean() ? 0 : random.nextInt(Integer.MAX_VALUE));
                offset = (offset + blob.length()) & 0xffffffffL;
                blobs.add(blob);
                expected.computeIfAbsent(new Key(blob.type(), id), key -> new HashSet<>())
                        .add(new BlobIndex.Location(packId, blob));
            }
            index.add(packId, blobs);
            index.add(packId, blobs);
            assertThat(index.hasPack(packId)).isTrue();
        }
        expected.forEach((key, locations) -> {
            assertThat(Set.copyOf(index.locations(key.type(), key.id()))).isEqualTo(locations);
            assertThat(locations).extracting(BlobIndex.Location::pack).contains(index.packOf(key.type(), key.id()));
        });
        assertThat(index.packOf(BlobType.DATA, id(random))).isNull();
        Set<BlobIndex.Location> all = new HashSet<>();
        index.forEach((pack, blob) -> all.add(new BlobIndex.Location(pack, blob)));
        Set<BlobIndex.Location> allExpected = new HashSet<>();
        expected.values().forEach(allExpected::addAll);
        assertThat(all).isEqualTo(allExpected);
    }

    @Test
    void findsNothingInAnEmptyOne() {
        assertThat(new BlobIndex().locations(BlobType.DATA, id(new Random(1)))).isEmpty();
    }

    private static ObjectId id(Random random) {
        return new ObjectId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
}
