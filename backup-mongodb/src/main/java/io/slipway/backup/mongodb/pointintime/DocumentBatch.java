package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bson.BsonDocument;
import org.bson.BsonNumber;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.Namespace;

/**
 * Operations on documents that are done at once. Of many on one document only the last image is written, so that the order of
 * the writes does not matter.
 */
final class DocumentBatch {
    private static final int OVERHEAD = 100;

    private final ReplayTarget target;
    private final ExpectedContents contents;
    private final int maximumBytes;
    private final int maximumDocuments;
    private final Map<Namespace, Map<Object, Image>> images = new LinkedHashMap<>();
    private int documents;
    private long bytes;

    /** What is known of a document: all of it, that it is gone, or only what changes in what the target has. */
    private static final class Image {
        private final BsonValue id;
        private boolean known;
        private @Nullable BsonDocument document;
        private final List<BsonDocument> differences = new ArrayList<>();

        Image(BsonValue id) {
            this.id = id;
        }

        void set(@Nullable BsonDocument image) {
            known = true;
            document = image;
            differences.clear();
        }

        boolean removes() {
            return known && document == null;
        }

        /** Of what the target has. */
        @Nullable
        BsonDocument after(BsonDocument found) throws IOException {
            BsonDocument after = known ? document : found;
            for (BsonDocument difference : differences) {
                after = DocumentDifference.apply(after, difference);
            }
            return after;
        }
    }

    /** @param contents is told of every document that is written */
    DocumentBatch(ReplayTarget target, ExpectedContents contents, int maximumBytes, int maximumDocuments) {
        this.target = target;
        this.contents = contents;
        this.maximumBytes = maximumBytes;
        this.maximumDocuments = maximumDocuments;
    }

    boolean isFull() {
        return bytes >= maximumBytes || documents >= maximumDocuments;
    }

    void add(Operation.OfDocument operation) throws IOException {
        Image image = images.computeIfAbsent(operation.namespace(), name -> new LinkedHashMap<>())
                .computeIfAbsent(key(operation.id()), key -> {
                    documents++;
                    return new Image(operation.id());
                });
        switch (operation) {
            case Operation.Put put -> {
                image.set(put.document());
                bytes += size(put.document());
            }
            case Operation.Remove remove -> {
                image.set(null);
                bytes += OVERHEAD;
            }
            case Operation.Patch patch -> {
                bytes += size(patch.difference());
                if (!image.known) {
                    image.differences.add(patch.difference());
                } else if (image.document != null) {
                    image.set(DocumentDifference.apply(image.document, patch.difference()));
                }
            }
        }
    }

    private static int size(BsonDocument document) {
        return OVERHEAD
                + (document instanceof RawBsonDocument raw ? raw.getByteBuffer().remaining() : 10 * OVERHEAD);
    }

    void flush() throws IOException {
        for (Map.Entry<Namespace, Map<Object, Image>> entry : images.entrySet()) {
            Map<Object, Image> gone = new LinkedHashMap<>(entry.getValue());
            gone.values().removeIf(image -> !image.removes());
            Map<Object, Image> others = entry.getValue();
            others.values().removeIf(Image::removes);
            // To a collection whose collation makes no difference between two ids they are one: what goes makes room.
            new Writing(entry.getKey()).all(gone);
            new Writing(entry.getKey()).all(others);
        }
        images.clear();
        documents = 0;
        bytes = 0;
    }

    /** Writes to one collection as much at once as may be held: what is there is as long as it likes. */
    private final class Writing {
        private final Namespace namespace;
        private List<DocumentChange> changes = new ArrayList<>();
        private long held;

        Writing(Namespace namespace) {
            this.namespace = namespace;
        }

        void all(Map<Object, Image> of) throws IOException {
            if (of.isEmpty()) {
                return;
            }
            List<BsonValue> ids = of.values().stream().map(image -> image.id).toList();
            target.find(namespace, ids, found -> {
                Image image = of.remove(key(found.get("_id")));
                if (image != null) {
                    change(image, found, image.after(found));
                }
            });
            // A document that is not there is deleted by a later entry, so what changes in it does not matter.
            for (Image image : of.values()) {
                if (image.document != null) {
                    change(image, null, image.document);
                }
            }
            write();
        }

        private void change(Image image, @Nullable BsonDocument before, @Nullable BsonDocument after)
                throws IOException {
            contents.replaced(namespace, before, after);
            changes.add(new DocumentChange(image.id, after));
            held += after == null ? OVERHEAD : size(after);
            if (held >= maximumBytes) {
                write();
            }
        }

        private void write() throws IOException {
            if (!changes.isEmpty()) {
                target.write(namespace, changes);
                changes = new ArrayList<>();
                held = 0;
            }
        }
    }

    /** Numbers that MongoDB takes for the same id are the same, whatever their type. */
    private static Object key(BsonValue id) {
        if (id instanceof BsonNumber number
                && !(Double.isNaN(number.doubleValue()) || Double.isInfinite(number.doubleValue()))) {
            BigDecimal value = number.isDouble()
                    ? new BigDecimal(number.doubleValue())
                    : number.isDecimal128()
                            ? number.decimal128Value().bigDecimalValue()
                            : BigDecimal.valueOf(number.longValue());
            return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }
        if (id.isDocument()) {
            List<Object> fields = new ArrayList<>();
            id.asDocument().forEach((name, value) -> fields.add(List.of(name, key(value))));
            return fields;
        }
        return id;
    }
}
