package io.slipway.backup.repository.index;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.json.GoTime;
import io.slipway.backup.repository.pack.PackedBlob;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON of an index file (restic, doc/design.rst, "Indexing"). Packs on their way out stand under {@code packs_to_delete},
 * each with the time since when: rustic does it so, and restic, which does not know the field, takes such packs for unused.
 */
public final class IndexFile {
    private static final JsonFactory JSON = new JsonFactory();

    private IndexFile() {}

    /** What is in an index file. */
    public interface Reader {
        void pack(ObjectId pack, List<PackedBlob> blobs);

        void marked(MarkedPack pack);
    }

    /** Writes index files. For one thread. */
    public static final class Writer implements AutoCloseable {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out);
        private boolean marks;

        public Writer() {
            json.writeStartObject();
            json.writeArrayPropertyStart("packs");
        }

        /** Packs come before marked ones. */
        public void pack(ObjectId pack, List<PackedBlob> blobs) {
            write(pack, null, blobs);
        }

        public void marked(MarkedPack pack) {
            if (!marks) {
                json.writeEndArray();
                json.writeArrayPropertyStart("packs_to_delete");
                marks = true;
            }
            write(pack.pack(), pack.since(), pack.blobs());
        }

        /** How much was written so far, roughly. */
        public int length() {
            json.flush();
            return out.size();
        }

        /** The whole file. */
        public byte[] finish() {
            json.writeEndArray();
            json.writeEndObject();
            json.close();
            return out.toByteArray();
        }

        @Override
        public void close() {
            json.close();
        }

        private void write(ObjectId pack, @Nullable OffsetDateTime since, List<PackedBlob> blobs) {
            json.writeStartObject();
            json.writeStringProperty("id", pack.toString());
            if (since != null) {
                json.writeStringProperty("time", GoTime.format(since));
            }
            json.writeArrayPropertyStart("blobs");
            for (PackedBlob blob : blobs) {
                json.writeStartObject();
                json.writeStringProperty("id", blob.id().toString());
                json.writeStringProperty("type", blob.type() == BlobType.TREE ? "tree" : "data");
                json.writeNumberProperty("offset", blob.offset());
                json.writeNumberProperty("length", blob.length());
                if (blob.compressed()) {
                    json.writeNumberProperty("uncompressed_length", blob.uncompressed());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** Reads a file as it comes, a pack at a time. */
    public static void read(InputStream content, Reader reader) throws DamagedException {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), content)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new DamagedException("it is not an index");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "packs" -> packs(json, reader, false);
                    case "packs_to_delete" -> packs(json, reader, true);
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new DamagedException("it is not an index: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new DamagedException("it is not an index: " + e.getMessage(), e);
        }
    }

    private static void packs(JsonParser json, Reader reader, boolean marks) throws DamagedException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String id = null;
            OffsetDateTime since = OffsetDateTime.MAX;
            List<PackedBlob> blobs = List.of();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "id" -> id = json.getString();
                    case "time" -> since = GoTime.parse(json.getString());
                    case "blobs" -> blobs = blobs(json);
                    default -> json.skipChildren();
                }
            }
            if (id == null) {
                throw new DamagedException("it is not an index: a pack has no id");
            }
            if (marks) {
                reader.marked(new MarkedPack(ObjectId.parse(id), since, blobs));
            } else {
                reader.pack(ObjectId.parse(id), blobs);
            }
        }
    }

    private static List<PackedBlob> blobs(JsonParser json) throws DamagedException {
        List<PackedBlob> blobs = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String id = null;
            String type = "";
            long offset = -1;
            int length = -1;
            int uncompressed = 0;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "id" -> id = json.getString();
                    case "type" -> type = json.getString();
                    case "offset" -> offset = json.getLongValue();
                    case "length" -> length = json.getIntValue();
                    case "uncompressed_length" -> uncompressed = json.getIntValue();
                    default -> json.skipChildren();
                }
            }
            if (id == null || offset < 0 || offset > 0xffffffffL || length < 0 || uncompressed < 0) {
                throw new DamagedException("it is not an index: a blob is not complete");
            }
            blobs.add(new PackedBlob(type(type), ObjectId.parse(id), offset, length, uncompressed));
        }
        return blobs;
    }

    private static BlobType type(String name) throws DamagedException {
        return switch (name) {
            case "data" -> BlobType.DATA;
            case "tree" -> BlobType.TREE;
            default -> throw new DamagedException("it is not an index: there is no type of blob '" + name + "'");
        };
    }
}
