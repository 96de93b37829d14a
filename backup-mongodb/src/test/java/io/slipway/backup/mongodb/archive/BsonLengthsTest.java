package io.slipway.backup.mongodb.archive;

import java.util.List;

import org.bson.BsonSerializationException;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.Binary;
import org.bson.types.Code;
import org.bson.types.CodeWithScope;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;
import org.bson.types.Symbol;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Documents whose lengths cannot be. */
class BsonLengthsTest {
    private static final Document ALL = new Document("double", 1.5)
            .append("string", "ä")
            .append("document", new Document("empty", new Document()))
            .append("array", List.of(1, 2L))
            .append("binary", new Binary(new byte[40]))
            .append("id", new ObjectId())
            .append("flag", true)
            .append("date", new java.util.Date(0))
            .append("null", null)
            .append("regex", java.util.regex.Pattern.compile("a.*"))
            .append("code", new Code("f()"))
            .append("symbol", new Symbol("s"))
            .append("scope", new CodeWithScope("f()", new Document("x", 1)))
            .append("timestamp", new org.bson.BsonTimestamp(1, 2))
            .append("decimal", new Decimal128(3))
            .append("min", new MinKey())
            .append("max", new MaxKey());

    @Test
    void everyTypeOfValueIsTaken() {
        byte[] bytes = bytes();

        assertThatCode(() -> BsonLengths.check(bytes, bytes.length)).doesNotThrowAnyException();
    }

    @Test
    void whatIsCutIsRefused() {
        byte[] bytes = bytes();

        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThatThrownBy(() -> BsonLengths.check(bytes, cut))
                    .as("%d bytes", cut)
                    .isInstanceOf(BsonSerializationException.class);
        }
    }

    @Test
    void anImpossibleLengthIsRefused() {
        byte[] bytes = new RawBsonDocument(new Document("b", new Binary(new byte[3])), new DocumentCodec())
                .getByteBuffer()
                .array()
                .clone();
        // int32 of the document, type, name and zero: then the length of the bytes.
        bytes[4 + 3 + 3] = 0x7f;

        assertThatThrownBy(() -> BsonLengths.check(bytes, BsonStream.length(bytes, 0)))
                .isInstanceOf(BsonSerializationException.class)
                .hasMessageContaining("leads out of it");
    }

    private static byte[] bytes() {
        RawBsonDocument raw = new RawBsonDocument(ALL, new DocumentCodec());
        byte[] bytes = new byte[raw.getByteBuffer().remaining()];
        raw.getByteBuffer().get(bytes);
        return bytes;
    }
}
