package io.slipway.backup.content;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.MemoryBlobs;
import io.slipway.backup.repository.ObjectId;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChunkerTest {
    private static final ChunkSizes SMALL = new ChunkSizes(256, 1024, 4096);
    private static final GearTable GEAR = GearTable.of(new byte[] {1, 2, 3});

    @Property(tries = 100)
    void chunksKeepTheirLimitsAndAreTheStream(@ForAll long seed, @ForAll @IntRange(max = 50_000) int length)
            throws IOException {
        byte[] content = random(seed, length);
        MemoryBlobs blobs = new MemoryBlobs();

        SavedContent saved = saver(blobs, GEAR).save(new ByteArrayInputStream(content));

        assertThat(saved.bytes()).isEqualTo(length);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int i = 0; i < saved.blobs().size(); i++) {
            byte[] blob = blobs.load(BlobType.DATA, saved.blobs().get(i));
            assertThat(blob.length).isBetween(i + 1 < saved.blobs().size() ? SMALL.min() : 1, SMALL.max());
            joined.writeBytes(blob);
        }
        assertThat(joined.toByteArray()).isEqualTo(content);
    }

    @Property(tries = 100)
    void cutsDoNotDependOnHowTheStreamIsRead(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9000) int readAtOnce)
            throws IOException {
        byte[] content = random(seed, 40_000);

        SavedContent whole = saver(new MemoryBlobs(), GEAR).save(new ByteArrayInputStream(content));
        SavedContent inPieces = saver(new MemoryBlobs(), GEAR).save(new Dribble(content, readAtOnce));

        assertThat(inPieces).isEqualTo(whole);
    }

    @Property(tries = 100)
    void anInsertionChangesTheChunksAroundItOnly(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int inserted,
            @ForAll @IntRange(min = 0, max = 100_000) int where)
            throws IOException {
        byte[] before = random(seed, 200_000);
        byte[] after = new byte[before.length + inserted];
        System.arraycopy(before, 0, after, 0, where);
        System.arraycopy(before, where, after, where + inserted, before.length - where);

        List<ObjectId> old = saver(new MemoryBlobs(), GEAR)
                .save(new ByteArrayInputStream(before))
                .blobs();
        List<ObjectId> changed = saver(new MemoryBlobs(), GEAR)
                .save(new ByteArrayInputStream(after))
                .blobs();

        Set<ObjectId> added = new HashSet<>(changed);
        old.forEach(added::remove);
        assertThat(added).hasSizeLessThan(old.size() / 4);
        assertThat(changed.getLast()).isEqualTo(old.getLast());
    }

    @Property(tries = 50)
    void anotherKeyCutsElsewhere(@ForAll long seed, @ForAll byte[] key) throws IOException {
        byte[] content = random(seed, 100_000);
        byte[] aKey = withLength(key);
        byte[] another = aKey.clone();
        another[0] ^= 1;

        List<ObjectId> first = saver(new MemoryBlobs(), GearTable.of(aKey))
                .save(new ByteArrayInputStream(content))
                .blobs();
        List<ObjectId> again = saver(new MemoryBlobs(), GearTable.of(aKey))
                .save(new ByteArrayInputStream(content))
                .blobs();
        List<ObjectId> other = saver(new MemoryBlobs(), GearTable.of(another))
                .save(new ByteArrayInputStream(content))
                .blobs();

        assertThat(again).isEqualTo(first);
        assertThat(new HashSet<>(other)).doesNotContainAnyElementsOf(first.subList(0, 5));
    }

    /** What makes a repository larger without need: many chunks far from the normal size. */
    @Test
    void mostChunksAreNearTheNormalSize() throws IOException {
        MemoryBlobs blobs = new MemoryBlobs();
        byte[] content = random(42, 8 << 20);

        SavedContent saved = saver(blobs, GEAR).save(new ByteArrayInputStream(content));

        List<Integer> lengths = new ArrayList<>();
        for (ObjectId blob : saved.blobs()) {
            lengths.add(blobs.length(BlobType.DATA, blob));
        }
        double mean = lengths.stream().mapToInt(length -> length).average().orElseThrow();
        assertThat(mean).isBetween(900.0, 1400.0);
        assertThat(lengths)
                .filteredOn(length -> length > 512 && length < 2048)
                .hasSizeGreaterThan(lengths.size() * 8 / 10);
    }

    @Test
    void zerosAreCutAtTheLargestSizeOrAllAlike() throws IOException {
        MemoryBlobs blobs = new MemoryBlobs();

        SavedContent saved = saver(blobs, GEAR).save(new ByteArrayInputStream(new byte[100 * 4096]));

        assertThat(new HashSet<>(saved.blobs())).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void theDefaultSizesHoldForAStreamLongerThanTheBuffer() throws IOException {
        byte[] content = random(7, 20 << 20);
        MemoryBlobs blobs = new MemoryBlobs();

        SavedContent saved =
                new ChunkedContentSaver(blobs, GEAR, ChunkSizes.DEFAULT).save(new ByteArrayInputStream(content));

        assertThat(saved.bytes()).isEqualTo(content.length);
        assertThat(saved.blobs().size()).isBetween(8, 40);
    }

    @Test
    void aStreamThatFailsHasNoContent() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the cable is out");
            }
        };

        assertThatThrownBy(() -> saver(new MemoryBlobs(), GEAR).save(failing)).hasMessage("the cable is out");
    }

    @Test
    void nothingIsNoBlobs() throws IOException {
        SavedContent saved = saver(new MemoryBlobs(), GEAR).save(InputStream.nullInputStream());

        assertThat(saved).isEqualTo(new SavedContent(List.of(), 0));
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new ChunkSizes(1024, 1024, 4096)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChunkSizes(256, 1000, 4096)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChunkSizes(256, 1024, 1024)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ChunkedContentSaver saver(MemoryBlobs blobs, GearTable gear) {
        return new ChunkedContentSaver(blobs, gear, SMALL);
    }

    private static byte[] random(long seed, int length) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }

    private static byte[] withLength(byte[] key) {
        return key.length == 0 ? new byte[1] : key;
    }

    /** Gives only so many bytes at once. */
    private static final class Dribble extends ByteArrayInputStream {
        private final int most;

        Dribble(byte[] content, int most) {
            super(content);
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, most));
        }
    }
}
