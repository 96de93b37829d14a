package io.slipway.backup.mongodb.oplog;

import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.ByteBuf;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/** An entry of {@code local.oplog.rs}, or an operation in the {@code applyOps} of one. */
public record OplogEntry(BsonDocument document) {
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    public static OplogEntry of(byte[] buffer, int offset, int length) {
        return new OplogEntry(new RawBsonDocument(buffer, offset, length));
    }

    /** As BSON. */
    public byte[] bytes() {
        RawBsonDocument raw =
                document instanceof RawBsonDocument already ? already : new RawBsonDocument(document, CODEC);
        ByteBuf buffer = raw.getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    public OplogTime time() {
        return OplogTime.of(document.getTimestamp("ts"));
    }

    /** Of the election; -1 in very old servers. */
    public long term() {
        return document.containsKey("t") ? document.getNumber("t").longValue() : -1;
    }

    public OplogPoint point() {
        return new OplogPoint(time(), term());
    }

    /** {@code i}, {@code u}, {@code d}, {@code c}, {@code n} and others. */
    public String operation() {
        return document.getString("op").getValue();
    }

    public boolean isNoop() {
        return operation().equals("n");
    }

    public String namespace() {
        return document.getString("ns").getValue();
    }

    /** What was done. */
    public BsonDocument o() {
        return document.getDocument("o");
    }

    /** Which document is meant; null where nothing is said. */
    public @Nullable BsonDocument o2() {
        BsonValue value = document.get("o2");
        return value != null && value.isDocument() ? value.asDocument() : null;
    }

    /** The name of a command. */
    public String command() {
        return o().getFirstKey();
    }
}
