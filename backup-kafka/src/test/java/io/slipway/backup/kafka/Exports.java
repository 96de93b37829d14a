package io.slipway.backup.kafka;

import java.io.IOException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.content.ChunkedContentSaver;
import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.restic.TestBackups;
import io.slipway.backup.storage.MemoryStorage;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.backup.tree.VirtualTree;
import io.slipway.events.Topic;
import io.slipway.kit.kafka.KafkaSettings;

/** Exports into a repository in memory. */
final class Exports implements AutoCloseable {
    static final String FOLDER = "kafka";

    private final ResticRepository repository;
    private @Nullable StoredSnapshot newest;

    Exports() throws IOException {
        repository = ResticRepository.create(new MemoryStorage(), TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    static KafkaExport of(KafkaSettings settings, List<Topic> topics) {
        return new KafkaExport(settings.client("export"), topics, InstantSource.system());
    }

    TreeBrowser take(KafkaExport export) throws IOException {
        try (Upload upload = repository.upload()) {
            VirtualTree tree = new VirtualTree();
            export.export(ChunkedContentSaver.of(repository, upload), tree, FOLDER, (_, _, _, _) -> {});
            StoredSnapshot snapshot =
                    upload.finish(TestBackups.snapshot(tree.save(upload), OffsetDateTime.now(), List.of("kind=kafka")));
            newest = snapshot;
            return new TreeBrowser(repository, snapshot.snapshot().tree());
        }
    }

    /** The newest, of which so many blobs can be read, and then no more. */
    TreeBrowser endingAfter(int blobs) throws IOException {
        AtomicInteger left = new AtomicInteger(blobs);
        BlobSource ending = new BlobSource() {
            @Override
            public byte[] load(BlobType type, ObjectId id) throws IOException {
                if (left.getAndDecrement() <= 0) {
                    throw new IOException("killed");
                }
                return repository.load(type, id);
            }

            @Override
            public int length(BlobType type, ObjectId id) throws IOException {
                return repository.length(type, id);
            }
        };
        return new TreeBrowser(ending, Objects.requireNonNull(newest).snapshot().tree());
    }

    @Override
    public void close() throws IOException {
        repository.close();
    }
}
