package io.slipway.cli.fake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.slipway.backup.content.ChunkedContentSaver;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.crypto.ScryptCost;
import io.slipway.backup.restic.RepositoryOptions;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.tree.VirtualTree;

/** A repository in a folder, with snapshots as a test wants them. */
public final class SampleRepository {
    public static final String PASSPHRASE = "correct horse";

    private final Path folder;
    private final Path passphrase;

    /** @param home where its folder and the file with its passphrase come to be */
    public SampleRepository(Path home) throws IOException {
        folder = home.resolve("repository");
        passphrase = Files.writeString(home.resolve("passphrase"), PASSPHRASE + "\nsecond line\n");
        ResticRepository.create(
                        new LocalStorage(folder),
                        PASSPHRASE.toCharArray(),
                        RepositoryOptions.DEFAULT.withCost(new ScryptCost(2, 8, 1)))
                .close();
    }

    public Path folder() {
        return folder;
    }

    public Path passphrase() {
        return passphrase;
    }

    /** Adds a snapshot of one source; its id. */
    public String snapshot(Instant time, String source, Map<String, String> files) throws IOException {
        try (ResticRepository repository = ResticRepository.open(new LocalStorage(folder), PASSPHRASE.toCharArray());
                Upload upload = repository.upload()) {
            ChunkedContentSaver saver = ChunkedContentSaver.of(repository, upload);
            VirtualTree tree = new VirtualTree();
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
                tree.file(file.getKey(), saver.save(new ByteArrayInputStream(text)), time);
            }
            return upload.finish(new Snapshot(
                            OffsetDateTime.ofInstant(time, ZoneOffset.UTC),
                            null,
                            tree.save(upload),
                            List.of("/" + source),
                            "slipway",
                            "slipway",
                            0,
                            0,
                            List.of(),
                            List.of("application=crm", "environment=production", "source=" + source, "kind=files"),
                            null,
                            "slipway 0.1.0",
                            null))
                    .id()
                    .toString();
        }
    }
}
