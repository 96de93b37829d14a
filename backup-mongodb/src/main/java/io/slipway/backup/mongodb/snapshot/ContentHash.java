package io.slipway.backup.mongodb.snapshot;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import io.slipway.backup.repository.ObjectId;

/**
 * What documents a collection has, in whatever order: the sum of the SHA-256 of each document's bytes, modulo 2^256. It is the
 * same for the same documents, however a server or a parallel restore orders them, and every document counts as often as it is
 * there. The construction is AdHash (Bellare and Micciancio, "A New Paradigm for Collision-Free Hashing", 1997; as a hash of
 * multisets Clarke et al., 2003). At 256 bits it finds what goes wrong by itself; somebody who may choose many documents could
 * make two collections with the same sum (Wagner, 2002), and against that the hashes of the repository stand. Not for use by
 * many threads.
 */
public final class ContentHash {
    private final MessageDigest digest;
    private long first;
    private long second;
    private long third;
    private long fourth;

    /** Of no documents. */
    public ContentHash() {
        this(new ObjectId(0, 0, 0, 0));
    }

    /** Of documents that had this hash. */
    public ContentHash(ObjectId value) {
        first = value.first();
        second = value.second();
        third = value.third();
        fourth = value.fourth();
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Adds a document. */
    public void add(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        add(ObjectId.at(digest.digest(), 0));
    }

    /** Takes away a document that was added. */
    public void remove(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        add(negative(ObjectId.at(digest.digest(), 0)));
    }

    private static ObjectId negative(ObjectId term) {
        long fourth = -term.fourth();
        long third = ~term.third() + (fourth == 0 ? 1 : 0);
        long second = ~term.second() + (fourth == 0 && third == 0 ? 1 : 0);
        long first = ~term.first() + (fourth == 0 && third == 0 && second == 0 ? 1 : 0);
        return new ObjectId(first, second, third, fourth);
    }

    /** Adds the documents of another part of the same collection. */
    public void add(ContentHash other) {
        add(other.value());
    }

    /** So far. */
    public ObjectId value() {
        return new ObjectId(first, second, third, fourth);
    }

    private void add(ObjectId term) {
        fourth += term.fourth();
        int carry = Long.compareUnsigned(fourth, term.fourth()) < 0 ? 1 : 0;
        long sum = third + term.third();
        int next = Long.compareUnsigned(sum, third) < 0 ? 1 : 0;
        third = sum + carry;
        carry = next + (carry == 1 && third == 0 ? 1 : 0);
        sum = second + term.second();
        next = Long.compareUnsigned(sum, second) < 0 ? 1 : 0;
        second = sum + carry;
        carry = next + (carry == 1 && second == 0 ? 1 : 0);
        first += term.first() + carry;
    }
}
