package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.List;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

import io.slipway.backup.mongodb.oplog.OplogEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransactionBufferTest {
    private static final String NONE = "prevOpTime: {ts: {$timestamp: {t: 0, i: 0}}, t: -1}";
    private static final String SOME = "prevOpTime: {ts: {$timestamp: {t: 5, i: 1}}, t: 1}";

    private final TransactionBuffer buffer = new TransactionBuffer();

    private static OplogEntry insert(int id) {
        return new OplogEntry(BsonDocument.parse("{op: 'i', ns: 'crm.contacts', o: {_id: " + id + "}}"));
    }

    private static OplogEntry entry(String o, String previous) {
        return new OplogEntry(BsonDocument.parse("{op: 'c', ns: 'admin.$cmd', ts: {$timestamp: {t: 9, i: 1}}, t: 1,"
                + " lsid: {id: 1}, txnNumber: 3, " + previous + ", o: " + o + "}"));
    }

    private static String operations(int... ids) {
        StringBuilder list = new StringBuilder();
        for (int id : ids) {
            list.append(list.isEmpty() ? "" : ",").append(insert(id).document().toJson());
        }
        return "applyOps: [" + list + "]";
    }

    @Test
    void aSmallTransactionComesAtOnce() throws IOException {
        assertThat(buffer.add(entry("{" + operations(1, 2) + "}", NONE))).containsExactly(insert(1), insert(2));
    }

    @Test
    void aChainComesWithItsLastEntry() throws IOException {
        assertThat(buffer.add(entry("{" + operations(1) + ", partialTxn: true}", NONE)))
                .isEmpty();
        assertThat(buffer.add(entry("{" + operations(2) + ", partialTxn: true}", SOME)))
                .isEmpty();
        assertThat(buffer.open()).isEqualTo(1);
        assertThat(buffer.add(entry("{" + operations(3) + ", count: 3}", SOME)))
                .containsExactly(insert(1), insert(2), insert(3));
        assertThat(buffer.open()).isZero();
    }

    @Test
    void aPreparedOneComesWhenItIsCommittedOrNever() throws IOException {
        assertThat(buffer.add(entry("{" + operations(1) + ", prepare: true}", NONE)))
                .isEmpty();
        assertThat(buffer.add(entry("{commitTransaction: 1}", SOME))).containsExactly(insert(1));

        assertThat(buffer.add(entry("{" + operations(2) + ", prepare: true}", NONE)))
                .isEmpty();
        assertThat(buffer.add(entry("{abortTransaction: 1}", SOME))).isEmpty();
        assertThat(buffer.open()).isZero();
    }

    @Test
    void oneWhoseBeginningIsMissingIsRefused() {
        assertThatThrownBy(() -> buffer.add(entry("{" + operations(3) + ", count: 3}", SOME)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("beginning is not in the oplog");
        assertThatThrownBy(() -> buffer.add(entry("{commitTransaction: 1}", SOME)))
                .hasMessageContaining("beginning is not in the oplog");
    }

    @Test
    void manyInsertsAtOnceAreNoTransaction() throws IOException {
        OplogEntry many = new OplogEntry(
                BsonDocument.parse("{op: 'c', ns: 'admin.$cmd', lsid: {id: 1}, txnNumber: 4, multiOpType: 1, " + SOME
                        + ", o: {" + operations(1, 2) + "}}"));
        assertThat(buffer.add(many)).containsExactly(insert(1), insert(2));
    }

    @Test
    void whatIsInsideOfOneIsTakenOut() throws IOException {
        String inner = "{op: 'c', ns: 'admin.$cmd', o: {" + operations(1, 2) + "}}";
        OplogEntry outer = new OplogEntry(BsonDocument.parse("{op: 'c', ns: 'admin.$cmd', o: {applyOps: [" + inner + ","
                + insert(3).document().toJson() + "]}}"));
        assertThat(buffer.add(outer)).isEqualTo(List.of(insert(1), insert(2), insert(3)));
    }
}
