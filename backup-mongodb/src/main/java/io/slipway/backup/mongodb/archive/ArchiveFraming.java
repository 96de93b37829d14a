package io.slipway.backup.mongodb.archive;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

import org.bson.BsonBinaryWriter;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

import io.slipway.backup.mongodb.Namespace;

/**
 * Everything of an archive that is not a collection's own documents, as bytes (mongo-tools, common/archive/spec.md). An archive
 * is {@link #prelude}, and then for each collection any number of segments, {@link #segment} with documents and
 * {@link #TERMINATOR}, and one {@link #end}.
 */
public final class ArchiveFraming {
    static final int MAGIC = 0x8199e26d;
    static final int END = 0xffffffff;

    /** What ends the documents of a segment: four bytes that no document begins with. */
    public static final byte[] TERMINATOR = {-1, -1, -1, -1};

    private ArchiveFraming() {}

    /** The beginning: magic number, header, the list of collections and what ends it. */
    public static byte[] prelude(ArchiveHeader header, List<ArchivedCollection> collections) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(MAGIC >>> shift);
        }
        out.writeBytes(encode(new BsonDocument()
                .append("concurrent_collections", new BsonInt32(header.concurrentCollections()))
                .append("version", new BsonString(ArchiveHeader.FORMAT_VERSION))
                .append("server_version", new BsonString(header.serverVersion()))
                .append("tool_version", new BsonString(header.toolVersion()))));
        for (ArchivedCollection collection : collections) {
            out.writeBytes(encode(new BsonDocument()
                    .append("db", new BsonString(collection.namespace().database()))
                    .append("collection", new BsonString(collection.namespace().collection()))
                    .append("metadata", new BsonString(collection.metadata()))
                    // mongodump writes 0 as well: it would have to know the size before it has read the collection.
                    .append("size", new BsonInt32(0))
                    .append("type", new BsonString(collection.type()))));
        }
        out.writeBytes(TERMINATOR);
        return out.toByteArray();
    }

    /** What comes before the documents of a segment. */
    public static byte[] segment(Namespace namespace) {
        return header(namespace, false, 0);
    }

    /** What says that a collection has no more documents, with what ends it. */
    public static byte[] end(Namespace namespace, long crc) {
        byte[] header = header(namespace, true, crc);
        byte[] block = Arrays.copyOf(header, header.length + TERMINATOR.length);
        System.arraycopy(TERMINATOR, 0, block, header.length, TERMINATOR.length);
        return block;
    }

    private static byte[] header(Namespace namespace, boolean end, long crc) {
        return encode(new BsonDocument()
                .append("db", new BsonString(namespace.database()))
                .append("collection", new BsonString(namespace.collection()))
                .append("EOF", BsonBoolean.valueOf(end))
                .append("CRC", new BsonInt64(crc)));
    }

    static byte[] encode(BsonDocument document) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            new BsonDocumentCodec()
                    .encode(writer, document, EncoderContext.builder().build());
            return buffer.toByteArray();
        }
    }
}
