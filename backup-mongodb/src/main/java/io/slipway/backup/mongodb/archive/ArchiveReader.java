package io.slipway.backup.mongodb.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.Namespace;

/**
 * Reads an archive as a stream and checks all that can be checked: the magic number, the framing, that every collection which
 * the beginning lists ends exactly once, and each one's checksum. The beginning itself has no checksum: there damage is found
 * only if it breaks the form.
 */
public final class ArchiveReader {
    private final InputStream in;
    private final BsonStream parts;
    private final ArchiveConsumer consumer;
    private final Map<Namespace, Crc64> open = new LinkedHashMap<>();
    private @Nullable Namespace current;

    private ArchiveReader(InputStream in, ArchiveConsumer consumer) {
        this.in = in;
        this.parts = new BsonStream(in, 4);
        this.consumer = consumer;
    }

    /**
     * Reads an archive to its end. Does not close the stream.
     *
     * @throws ArchiveException if the archive is damaged or ends early; it names the byte and the collection
     * @throws IOException what the consumer throws
     */
    public static void read(InputStream in, ArchiveConsumer consumer) throws IOException {
        new ArchiveReader(new BufferedInputStream(in, 1 << 18), consumer).read();
    }

    private void read() throws IOException {
        readMagic();
        readPrelude();
        BsonStream.Part part = part();
        while (part != BsonStream.Part.NOTHING) {
            if (part == BsonStream.Part.TERMINATOR) {
                throw damaged("a block without a header");
            }
            readBlock();
            part = part();
        }
        if (!open.isEmpty()) {
            throw damaged("ends before these collections do: " + names(open));
        }
    }

    private void readMagic() throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length < 4 || BsonStream.length(magic, 0) != ArchiveFraming.MAGIC) {
            throw new ArchiveException("it does not begin as an archive of mongodump does", 0, null, null);
        }
    }

    private void readPrelude() throws IOException {
        if (part() != BsonStream.Part.DOCUMENT) {
            throw damaged("there is no header");
        }
        ArchiveHeader header = header(document());
        List<ArchivedCollection> collections = new ArrayList<>();
        BsonStream.Part part = part();
        while (part == BsonStream.Part.DOCUMENT) {
            ArchivedCollection collection = collection(document());
            if (open.put(collection.dataNamespace(header), new Crc64()) != null) {
                throw damaged(collection.namespace() + " is listed twice");
            }
            collections.add(collection);
            part = part();
        }
        if (part != BsonStream.Part.TERMINATOR) {
            throw damaged("ends within the list of collections");
        }
        consumer.begin(header, List.copyOf(collections));
    }

    private void readBlock() throws IOException {
        byte[] raw = Arrays.copyOf(parts.buffer(), parts.length());
        BsonDocument header = document();
        Namespace namespace = namespace(header);
        boolean end = value(() -> header.getBoolean("EOF").getValue());
        long expected = value(() -> header.getInt64("CRC").getValue());
        if (!Arrays.equals(raw, end ? endHeader(namespace, expected) : ArchiveFraming.segment(namespace))) {
            throw damaged("not a header of a block: " + header);
        }
        Crc64 crc = open.get(namespace);
        if (crc == null) {
            throw damaged(namespace + " is not listed in the beginning, or ended before");
        }
        if (namespace.isOplog() && open.size() > 1) {
            throw damaged("the oplog comes before the end of other collections: " + names(open));
        }
        current = namespace;
        int documents = readDocuments(namespace, crc);
        // A block without documents is nothing wrong: mongodump writes one for an empty collection.
        if (end) {
            readEnd(namespace, documents, crc.getValue(), expected);
        }
        current = null;
    }

    private int readDocuments(Namespace namespace, Crc64 crc) throws IOException {
        int documents = 0;
        BsonStream.Part part = part();
        while (part == BsonStream.Part.DOCUMENT) {
            documents++;
            crc.update(parts.buffer(), 0, parts.length());
            consumer.document(namespace, parts.buffer(), 0, parts.length());
            part = part();
        }
        if (part == BsonStream.Part.NOTHING) {
            throw damaged("ends within a block");
        }
        return documents;
    }

    private void readEnd(Namespace namespace, int documents, long found, long expected) throws IOException {
        if (documents > 0) {
            throw damaged("documents after the end of the collection");
        }
        if (found != expected) {
            throw damaged("its documents have the checksum %016x and not %016x".formatted(found, expected));
        }
        open.remove(namespace);
        consumer.end(namespace, found);
    }

    private ArchiveHeader header(BsonDocument document) throws IOException {
        String version = value(() -> document.getString("version").getValue());
        if (!version.equals(ArchiveHeader.FORMAT_VERSION)) {
            throw damaged("version " + version + " of the format is not known");
        }
        return value(() -> new ArchiveHeader(
                document.getInt32("concurrent_collections").getValue(),
                document.getString("server_version").getValue(),
                document.getString("tool_version").getValue()));
    }

    private ArchivedCollection collection(BsonDocument document) throws IOException {
        Namespace namespace = namespace(document);
        return value(() -> new ArchivedCollection(
                namespace,
                document.getString("metadata").getValue(),
                document.getString("type").getValue()));
    }

    private Namespace namespace(BsonDocument document) throws IOException {
        return value(() -> new Namespace(
                document.getString("db").getValue(),
                document.getString("collection").getValue()));
    }

    private BsonDocument document() throws IOException {
        return value(() -> {
            BsonLengths.check(parts.buffer(), parts.length());
            BsonDocument decoded = new BsonDocument();
            decoded.putAll(new RawBsonDocument(parts.buffer(), 0, parts.length()));
            return decoded;
        });
    }

    private static byte[] endHeader(Namespace namespace, long crc) {
        byte[] block = ArchiveFraming.end(namespace, crc);
        return Arrays.copyOf(block, block.length - ArchiveFraming.TERMINATOR.length);
    }

    private BsonStream.Part part() throws IOException {
        try {
            return parts.part();
        } catch (IOException e) {
            throw new ArchiveException(String.valueOf(e.getMessage()), parts.start(), current, e);
        }
    }

    private interface Parse<T> {
        T parse();
    }

    private <T> T value(Parse<T> parse) throws IOException {
        try {
            return parse.parse();
        } catch (BSONException | IllegalArgumentException | IllegalStateException e) {
            throw new ArchiveException("not what is expected here: " + e.getMessage(), parts.start(), current, e);
        }
    }

    private ArchiveException damaged(String problem) {
        return new ArchiveException(problem, parts.start(), current, null);
    }

    private static String names(Map<Namespace, Crc64> namespaces) {
        return String.join(
                ", ", namespaces.keySet().stream().map(Namespace::toString).toList());
    }
}
