package io.slipway.simulation.mongodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;

/**
 * The differences that MongoDB 5 and later log for updates ({@code {$v: 2, diff: …}}). In a difference of documents {@code d}
 * names fields to remove, {@code u} fields to set, {@code i} fields to append, and {@code s<field>} holds the difference of a
 * value that is a document or an array. In one of arrays ({@code a: true}) {@code l} is the new length, {@code u<n>} an element
 * to set and {@code s<n>} the difference of one.
 */
final class Difference {
    private Difference() {}

    /** What makes {@code after} of {@code before}; null if no difference can say it, because fields changed their order. */
    static @Nullable Document between(Document before, Document after) {
        Document difference = ofDocuments(before, after);
        return equal(apply(before, difference), after) ? difference : null;
    }

    static boolean equal(Document one, Document other) {
        return ByteBufUtil.equals(encoded(one), encoded(other));
    }

    /** In bytes. */
    static int size(Document document) {
        return encoded(document).readableBytes();
    }

    private static ByteBuf encoded(Document document) {
        ByteBuf bytes = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bytes);
        return bytes;
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return equal(new Document("v", one), new Document("v", other));
    }

    private static Document ofDocuments(Document before, Document after) {
        Document removed = new Document();
        Document updated = new Document();
        Document inserted = new Document();
        Document nested = new Document();
        for (String field : before.keySet()) {
            if (!after.containsKey(field)) {
                removed.append(field, false);
            }
        }
        for (Map.Entry<String, Object> entry : after.entrySet()) {
            String field = entry.getKey();
            if (!before.containsKey(field)) {
                inserted.append(field, entry.getValue());
            } else if (!same(before.get(field), entry.getValue())) {
                Document inner = ofValues(before.get(field), entry.getValue());
                if (inner == null) {
                    updated.append(field, entry.getValue());
                } else {
                    nested.append("s" + field, inner);
                }
            }
        }
        Document difference = new Document();
        putUnlessEmpty(difference, "d", removed);
        putUnlessEmpty(difference, "u", updated);
        putUnlessEmpty(difference, "i", inserted);
        difference.putAll(nested);
        return difference.cloneDeeply();
    }

    private static void putUnlessEmpty(Document difference, String key, Document part) {
        if (!part.isEmpty()) {
            difference.append(key, part);
        }
    }

    private static @Nullable Document ofValues(Object before, Object after) {
        if (before instanceof Document one && after instanceof Document other) {
            return ofDocuments(one, other);
        }
        if (before instanceof List<?> one && after instanceof List<?> other) {
            return ofArrays(one, other);
        }
        return null;
    }

    private static Document ofArrays(List<?> before, List<?> after) {
        Document difference = new Document("a", true);
        if (after.size() < before.size()) {
            difference.append("l", after.size());
        }
        for (int i = 0; i < after.size(); i++) {
            if (i >= before.size() || !same(before.get(i), after.get(i))) {
                Document inner = i >= before.size() ? null : ofValues(before.get(i), after.get(i));
                difference.append((inner == null ? "u" : "s") + i, inner == null ? after.get(i) : inner);
            }
        }
        return difference;
    }

    /** A copy of the document with the difference applied. What it does not fit is left as it is, as in MongoDB. */
    static Document apply(Document document, Document difference) {
        Document result = document.cloneDeeply();
        for (Map.Entry<String, Object> entry : difference.entrySet()) {
            String key = entry.getKey();
            switch (key) {
                case "d" -> ((Document) entry.getValue()).keySet().forEach(result::remove);
                case "u" -> result.putAll(((Document) entry.getValue()).cloneDeeply());
                case "i" ->
                    ((Document) entry.getValue()).cloneDeeply().forEach((field, value) -> {
                        result.remove(field);
                        result.put(field, value);
                    });
                default -> {
                    String field = key.substring(1);
                    result.computeIfPresent(field, (name, value) -> applyInner(value, (Document) entry.getValue()));
                }
            }
        }
        return result;
    }

    private static Object applyInner(Object value, Document difference) {
        boolean ofArray = Boolean.TRUE.equals(difference.get("a"));
        if (ofArray && value instanceof List<?> list) {
            return applyToArray(list, difference);
        }
        return !ofArray && value instanceof Document document ? apply(document, difference) : value;
    }

    private static List<@Nullable Object> applyToArray(List<?> array, Document difference) {
        List<@Nullable Object> result = new ArrayList<>(array);
        Object length = difference.get("l");
        if (length instanceof Number number) {
            resize(result, number.intValue());
        }
        difference.forEach((key, value) -> {
            if (key.equals("a") || key.equals("l")) {
                return;
            }
            int index = Integer.parseInt(key.substring(1));
            if (key.startsWith("u")) {
                resize(result, Math.max(result.size(), index + 1));
                result.set(index, value);
            } else if (index < result.size()) {
                Object element = result.get(index);
                result.set(index, element == null ? null : applyInner(element, (Document) value));
            }
        });
        return result;
    }

    private static void resize(List<@Nullable Object> list, int size) {
        while (list.size() > size) {
            list.removeLast();
        }
        while (list.size() < size) {
            list.add(null);
        }
    }
}
