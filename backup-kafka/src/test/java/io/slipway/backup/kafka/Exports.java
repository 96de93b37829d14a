package io.slipway.backup.kafka;

import java.io.IOException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;

import io.slipway.backup.content.ChunkedContentSaver;
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
            return new TreeBrowser(repository, snapshot.snapshot().tree());
        }
    }

    @Override
    public void close() throws IOException {
        repository.close();
    }
}
