package io.slipway.backup.mongodb.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

import io.slipway.backup.mongodb.Namespace;

/** All of an archive in memory. */
final class ReadArchive implements ArchiveConsumer {
    final List<ArchivedCollection> collections = new ArrayList<>();
    final List<Namespace> ended = new ArrayList<>();
    final Map<Namespace, List<BsonDocument>> documents = new LinkedHashMap<>();
    int concurrent;

    static ReadArchive of(byte[] bytes) throws IOException {
        ReadArchive archive = new ReadArchive();
        ArchiveReader.read(new ByteArrayInputStream(bytes), archive);
        return archive;
    }

    @Override
    public void begin(ArchiveHeader header, List<ArchivedCollection> listed) {
        concurrent = header.concurrentCollections();
        collections.addAll(listed);
        listed.forEach(one -> documents.put(one.dataNamespace(header), new ArrayList<>()));
    }

    @Override
    public void document(Namespace namespace, byte[] buffer, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(buffer, offset, offset + length);
        documents.get(namespace).add(new RawBsonDocument(copy));
    }

    @Override
    public void end(Namespace namespace, long crc) {
        ended.add(namespace);
    }
}
