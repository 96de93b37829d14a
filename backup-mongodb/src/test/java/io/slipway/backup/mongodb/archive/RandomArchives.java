package io.slipway.backup.mongodb.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

import io.slipway.backup.mongodb.Namespace;

/** Archives that follow from a seed: documents of all kinds, collections mixed at random, empty ones, views, time series, oplogs. */
final class RandomArchives {
    private final Random random;
    final ArchiveHeader header;
    final List<ArchivedCollection> collections = new ArrayList<>();
    final Map<Namespace, List<BsonDocument>> documents = new LinkedHashMap<>();

    RandomArchives(long seed) {
        random = new Random(seed);
        header =
                new ArchiveHeader(1 + random.nextInt(8), random.nextBoolean() ? "8.0.4" : "8.3.0-rc1", "slipway 0.1.0");
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String type =
                    List.of("collection", "collection", "view", "timeseries").get(random.nextInt(4));
            add(new ArchivedCollection(
                    new Namespace("db" + i % 2, "c" + i + (random.nextBoolean() ? ".ä" : "")),
                    "{\"indexes\": []}",
                    type));
        }
        if (random.nextBoolean()) {
            add(ArchivedCollection.oplog());
        }
    }

    private void add(ArchivedCollection collection) {
        collections.add(collection);
        List<BsonDocument> content = new ArrayList<>();
        int count = collection.isView() ? 0 : random.nextInt(6);
        for (int i = 0; i < count; i++) {
            content.add(document(3).append("_id", new BsonInt32(i)));
        }
        documents.put(collection.dataNamespace(header), content);
    }

    /** Documents of the collections take turns at random, as with many cursors at once. */
    byte[] write() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ArchiveWriter writer = new ArchiveWriter(out, header, collections);
            List<Namespace> open = new ArrayList<>(documents.keySet());
            Map<Namespace, Integer> next = new HashMap<>();
            while (!open.isEmpty()) {
                int last = open.size() > 1 && open.contains(Namespace.OPLOG) ? open.size() - 1 : open.size();
                Namespace namespace = open.get(random.nextInt(last));
                int at = next.merge(namespace, 1, Integer::sum) - 1;
                if (at < documents.get(namespace).size()) {
                    byte[] bytes =
                            ArchiveFraming.encode(documents.get(namespace).get(at));
                    writer.write(namespace, bytes, 0, bytes.length);
                } else {
                    writer.end(namespace);
                    open.remove(namespace);
                }
            }
            writer.finish();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BsonDocument document(int depth) {
        BsonDocument document = new BsonDocument();
        int fields = random.nextInt(4);
        for (int i = 0; i < fields; i++) {
            document.append("f" + i, value(depth));
        }
        return document;
    }

    private BsonValue value(int depth) {
        return switch (random.nextInt(depth > 0 ? 13 : 11)) {
            case 0 -> new BsonInt32(random.nextInt());
            case 1 -> new BsonInt64(random.nextLong());
            case 2 -> new BsonDouble(random.nextDouble());
            case 3 -> new BsonString("text".repeat(random.nextInt(20)) + "é");
            case 4 -> new BsonObjectId(new ObjectId(random.nextInt(), random.nextInt(1 << 24)));
            case 5 -> new BsonDateTime(random.nextLong());
            case 6 -> new BsonBinary(new byte[random.nextInt(40)]);
            case 7 -> new BsonNull();
            case 8 -> new BsonTimestamp(random.nextInt(), random.nextInt());
            case 9 -> new BsonRegularExpression("^a.*", "i");
            case 10 -> new BsonDecimal128(Decimal128.parse("1.50"));
            case 11 -> document(depth - 1);
            default -> new BsonArray(List.of(value(depth - 1), value(depth - 1)));
        };
    }
}
