package io.slipway.backup.mongodb.snapshot;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.ObjectId;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class ContentHashTest {
    @Test
    void isZeroOfNothing() {
        assertThat(new ContentHash().value()).hasToString("0".repeat(64));
    }

    @Property(tries = 300)
    void isTheSumOfTheHashesModuloTwoToThe256(@ForAll @Size(max = 40) List<byte[]> documents) {
        BigInteger sum = documents.stream()
                .map(document -> new BigInteger(1, ObjectId.hash(document).bytes()))
                .reduce(BigInteger.ZERO, BigInteger::add)
                .mod(BigInteger.TWO.pow(256));
        assertThat(hash(documents)).hasToString("%064x".formatted(sum));
    }

    @Property(tries = 200)
    void doesNotDependOnTheOrderOrOnHowTheDocumentsAreDivided(
            @ForAll @Size(max = 20) List<byte[]> documents, @ForAll long seed) {
        List<byte[]> shuffled = new ArrayList<>(documents);
        Collections.shuffle(shuffled, new Random(seed));
        ContentHash first = new ContentHash();
        ContentHash second = new ContentHash();
        for (int i = 0; i < shuffled.size(); i++) {
            byte[] document = shuffled.get(i);
            (i % 2 == 0 ? first : second).add(document, 0, document.length);
        }
        first.add(second);
        assertThat(first.value()).isEqualTo(hash(documents));
    }

    @Property(tries = 200)
    void whatIsTakenAwayMakesNoDifferenceAnyMore(
            @ForAll @Size(max = 20) List<byte[]> documents, @ForAll @Size(max = 20) List<byte[]> others) {
        ContentHash both = new ContentHash(hash(documents));
        others.forEach(document -> both.remove(document, 0, document.length));
        documents.forEach(document -> both.remove(document, 0, document.length));
        others.forEach(document -> both.add(document, 0, document.length));
        assertThat(both.value()).isEqualTo(new ContentHash().value());
    }

    @Property(tries = 200)
    void aDocumentMoreOrLessIsAnotherContent(@ForAll @Size(max = 20) List<byte[]> documents, @ForAll byte[] more) {
        List<byte[]> longer = new ArrayList<>(documents);
        longer.add(more);
        assertThat(hash(longer)).isNotEqualTo(hash(documents));
        longer.add(more);
        assertThat(hash(longer)).isNotEqualTo(hash(documents));
    }

    private static ObjectId hash(List<byte[]> documents) {
        ContentHash hash = new ContentHash();
        documents.forEach(document -> hash.add(document, 0, document.length));
        return hash.value();
    }
}
