package io.slipway.backup.mongodb.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

import io.slipway.backup.mongodb.Namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArchiveReaderTest {
    private static final ArchiveHeader HEADER = new ArchiveHeader(1, "8.0.4", "slipway 0.1.0");
    private static final Namespace CONTACTS = new Namespace("crm", "contacts");
    private static final byte[] DOCUMENT = ArchiveFraming.encode(new BsonDocument("_id", new BsonInt32(1)));

    private static ArchivedCollection collection(Namespace namespace) {
        return new ArchivedCollection(namespace, "{\"indexes\": []}", "collection");
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] prelude(ArchivedCollection... collections) {
        return ArchiveFraming.prelude(HEADER, List.of(collections));
    }

    private static long crc(byte[] bytes) {
        Crc64 crc = new Crc64();
        crc.update(bytes);
        return crc.getValue();
    }

    @Test
    void theBytesAreThoseOfTheSpecification() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveWriter writer = new ArchiveWriter(out, HEADER, List.of(collection(CONTACTS)));
        int beginning = out.size();
        writer.write(CONTACTS, DOCUMENT, 0, DOCUMENT.length);
        writer.end(CONTACTS);
        writer.finish();
        HexFormat hex = HexFormat.of();
        assertThat(hex.formatHex(out.toByteArray(), 0, 8)).isEqualTo("6de299816c000000");
        String header = "02646200" + "0400000063726d00" + "02636f6c6c656374696f6e00" + "09000000636f6e746163747300"
                + "08454f4600";
        assertThat(hex.formatHex(out.toByteArray(), beginning, out.size()))
                .isEqualTo("3d000000" + header + "00" + "1243524300" + "0000000000000000" + "00"
                        + "0e000000105f6964000100000000" + "ffffffff"
                        + "3d000000" + header + "01" + "1243524300"
                        + hex.formatHex(littleEndian(crc(DOCUMENT))) + "00" + "ffffffff");
    }

    private static byte[] littleEndian(long value) {
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }

    @Test
    void anEmptyCollectionIsItsEndAlone() throws IOException {
        ReadArchive read = ReadArchive.of(joined(prelude(collection(CONTACTS)), ArchiveFraming.end(CONTACTS, 0)));
        assertThat(read.documents).containsEntry(CONTACTS, List.of());
    }

    @Test
    void namesTheCollectionWhoseChecksumIsWrong() {
        byte[] segment = ArchiveFraming.segment(CONTACTS);
        byte[] beginning = prelude(collection(CONTACTS));
        byte[] archive = joined(
                beginning,
                segment,
                DOCUMENT,
                ArchiveFraming.TERMINATOR,
                ArchiveFraming.end(CONTACTS, crc(DOCUMENT) ^ 1));
        assertThatThrownBy(() -> ReadArchive.of(archive))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.namespace()).isEqualTo(CONTACTS))
                .hasMessageContaining("within crm.contacts")
                .hasMessageContaining("checksum")
                .hasMessageContaining(String.format("%016x", crc(DOCUMENT)));
    }

    @Test
    void refusesWhatIsNoArchive() {
        assertThatThrownBy(() -> ReadArchive.of("hello, world".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("does not begin as an archive of mongodump does");
        assertThatThrownBy(() -> ReadArchive.of(new byte[0])).isInstanceOf(ArchiveException.class);
    }

    @Test
    void refusesACollectionThatNeverEnds() {
        assertThatThrownBy(() -> ReadArchive.of(prelude(collection(CONTACTS))))
                .hasMessageContaining("ends before these collections do: crm.contacts");
    }

    @Test
    void refusesACollectionThatEndsTwiceOrIsNotListed() {
        byte[] end = ArchiveFraming.end(CONTACTS, 0);
        assertThatThrownBy(() -> ReadArchive.of(joined(prelude(collection(CONTACTS)), end, end)))
                .hasMessageContaining("not listed in the beginning, or ended before");
        assertThatThrownBy(() -> ReadArchive.of(joined(prelude(), end))).hasMessageContaining("not listed");
    }

    /** mongodump 100.18 writes such a block for every collection that is empty. */
    @Test
    void aBlockWithoutDocumentsIsNothingWrong() throws IOException {
        ReadArchive read = ReadArchive.of(joined(
                prelude(collection(CONTACTS)),
                ArchiveFraming.segment(CONTACTS),
                ArchiveFraming.TERMINATOR,
                ArchiveFraming.end(CONTACTS, 0)));
        assertThat(read.documents).containsEntry(CONTACTS, List.of());
    }

    @Test
    void refusesBlocksWithoutHeader() {
        byte[] archive = joined(prelude(collection(CONTACTS)), ArchiveFraming.TERMINATOR);
        assertThatThrownBy(() -> ReadArchive.of(archive)).hasMessageContaining("a block without a header");
    }

    @Test
    void refusesTheOplogBeforeTheEndOfTheOthers() {
        byte[] archive = joined(
                prelude(collection(CONTACTS), ArchivedCollection.oplog()),
                ArchiveFraming.end(Namespace.OPLOG, 0),
                ArchiveFraming.end(CONTACTS, 0));
        assertThatThrownBy(() -> ReadArchive.of(archive)).hasMessageContaining("the oplog comes before the end");
    }

    @Test
    void refusesHeadersWithMoreFieldsThanTheFormatHas() {
        byte[] odd = ArchiveFraming.encode(new BsonDocument()
                .append("db", new BsonString("crm"))
                .append("collection", new BsonString("contacts"))
                .append("EOF", BsonBoolean.TRUE)
                .append("CRC", new BsonInt64(0))
                .append("more", new BsonInt32(1)));
        assertThatThrownBy(() -> ReadArchive.of(joined(prelude(collection(CONTACTS)), odd, ArchiveFraming.TERMINATOR)))
                .hasMessageContaining("not a header of a block");
    }

    @Test
    void aLengthThatIsWrongCostsNoMemoryAndIsFound() {
        byte[] claim = {0, 0, 0, 1, 2};
        assertThatThrownBy(() -> ReadArchive.of(joined(prelude(collection(CONTACTS)), claim)))
                .hasMessageContaining("ends within a document");
        byte[] tooLong = {0, 0, 0, 2, 2};
        assertThatThrownBy(() -> ReadArchive.of(joined(prelude(collection(CONTACTS)), tooLong)))
                .hasMessageContaining("33554432 is not the length of a document");
    }

    @Test
    void theServersVersionSaysWhereTimeSeriesAre() {
        ArchivedCollection series = new ArchivedCollection(new Namespace("iot", "heat"), "", "timeseries");
        assertThat(series.dataNamespace(new ArchiveHeader(1, "8.2.9", ""))).hasToString("iot.system.buckets.heat");
        assertThat(series.dataNamespace(new ArchiveHeader(1, "8.3.0", ""))).hasToString("iot.heat");
        assertThat(series.dataNamespace(new ArchiveHeader(1, "9.0", ""))).hasToString("iot.heat");
        assertThatIllegalArgumentException().isThrownBy(() -> new ArchiveHeader(1, "unknown", ""));
    }

    @Test
    void theWriterRefusesWhatNobodyCouldRead() throws IOException {
        ArchiveWriter writer = new ArchiveWriter(
                new ByteArrayOutputStream(), HEADER, List.of(collection(CONTACTS), ArchivedCollection.oplog()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(Namespace.OPLOG, DOCUMENT, 0, DOCUMENT.length))
                .withMessageContaining("the oplog comes last");
        assertThatIllegalArgumentException().isThrownBy(() -> writer.write(CONTACTS, DOCUMENT, 0, DOCUMENT.length - 1));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.end(new Namespace("crm", "other")));
        assertThatIllegalStateException().isThrownBy(writer::finish).withMessageContaining("crm.contacts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ArchiveWriter(
                        new ByteArrayOutputStream(), HEADER, List.of(collection(CONTACTS), collection(CONTACTS))));
    }
}
