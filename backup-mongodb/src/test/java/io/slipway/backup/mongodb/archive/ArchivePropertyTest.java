package io.slipway.backup.mongodb.archive;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.slipway.backup.mongodb.Namespace;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArchivePropertyTest {
    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll long seed) throws IOException {
        RandomArchives written = new RandomArchives(seed);
        ReadArchive read = ReadArchive.of(written.write());
        assertThat(read.collections).isEqualTo(written.collections);
        assertThat(read.documents).isEqualTo(written.documents);
        assertThat(read.ended).containsExactlyInAnyOrderElementsOf(written.documents.keySet());
        assertThat(read.concurrent).isEqualTo(written.header.concurrentCollections());
    }

    @Property(tries = 60)
    void everyTruncationIsFound(@ForAll long seed) {
        byte[] whole = new RandomArchives(seed).write();
        int step = Math.max(1, whole.length / 100);
        for (int length = 0; length < whole.length; length += step) {
            assertDamaged(Arrays.copyOf(whole, length), "cut to " + length);
        }
        assertDamaged(Arrays.copyOf(whole, whole.length - 1), "cut by a byte");
    }

    @Property(tries = 60)
    void everyFlippedBitAfterTheBeginningIsFound(@ForAll long seed) {
        RandomArchives archive = new RandomArchives(seed);
        byte[] bytes = archive.write();
        int beginning = ArchiveFraming.prelude(archive.header, archive.collections).length;
        Random random = new Random(seed);
        for (int i = 0; i < 40 && beginning < bytes.length; i++) {
            int at = beginning + random.nextInt(bytes.length - beginning);
            int bit = 1 << random.nextInt(8);
            bytes[at] ^= (byte) bit;
            assertDamaged(bytes, "bit " + bit + " of byte " + at);
            bytes[at] ^= (byte) bit;
        }
    }

    @Property(tries = 60)
    void aFlippedBitInTheBeginningIsFoundOrLeavesTheDocumentsAsTheyWere(@ForAll long seed) {
        RandomArchives archive = new RandomArchives(seed);
        byte[] bytes = archive.write();
        Random random = new Random(seed);
        int beginning = ArchiveFraming.prelude(archive.header, archive.collections).length;
        for (int i = 0; i < 40; i++) {
            int at = random.nextInt(beginning);
            int bit = 1 << random.nextInt(8);
            bytes[at] ^= (byte) bit;
            try {
                ReadArchive read = ReadArchive.of(bytes);
                List<Namespace> names = List.copyOf(archive.documents.keySet());
                assertThat(read.documents).containsOnlyKeys(names).isEqualTo(archive.documents);
            } catch (IOException found) {
                assertThat(found).isInstanceOf(ArchiveException.class);
            }
            bytes[at] ^= (byte) bit;
        }
    }

    private static void assertDamaged(byte[] bytes, String how) {
        assertThatThrownBy(() -> ReadArchive.of(bytes))
                .as(how)
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("at byte ");
    }
}
