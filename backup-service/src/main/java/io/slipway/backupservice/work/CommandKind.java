package io.slipway.backupservice.work;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.command.CommandRun;
import io.slipway.backup.command.CommandSource;
import io.slipway.backup.content.ChunkedContentSaver;
import io.slipway.backup.content.SavedContent;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.tree.VirtualTree;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupSource;

/** What a command writes to its standard output. Nothing becomes a snapshot unless the command ended with 0. */
final class CommandKind implements SourceKind<BackupSource.Command> {
    /** The run has a time limit of its own, by which it is interrupted. */
    private static final Duration NO_LIMIT = Duration.ofDays(30);

    private final CommandEnvironment environment;
    private final Clock clock;

    CommandKind(CommandEnvironment environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public SnapshotFacts take(BackupSource.Command source, Taking taking) throws IOException {
        OffsetDateTime start = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        CommandSource command = new CommandSource(
                source.command(),
                source.file(),
                environment.of(source.environment(), variables(taking)),
                null,
                NO_LIMIT);
        try (Upload upload = taking.repository().upload()) {
            SavedContent output = new CommandRun(command).save(ChunkedContentSaver.of(taking.repository(), upload));
            VirtualTree tree = new VirtualTree().file(source.file(), output, start.toInstant());
            VirtualSnapshots.Size size = new VirtualSnapshots.Size(1, output.bytes());
            return VirtualSnapshots.finish(
                            source,
                            taking,
                            upload,
                            tree,
                            "/command/" + taking.application() + "/" + source.file(),
                            start,
                            clock,
                            size)
                    .facts(size, List.of());
        }
    }

    private static Map<String, String> variables(Taking taking) {
        return Map.of(
                "SLIPWAY_APPLICATION", taking.application(),
                "SLIPWAY_ENVIRONMENT", taking.policy().environment(),
                "SLIPWAY_POLICY", taking.policy().name(),
                "SLIPWAY_RUN", taking.run());
    }

    @Override
    public Restored restore(BackupSource.Command source, StoredSnapshot snapshot, Restoring restoring)
            throws IOException {
        @Nullable String folder = restoring.target().folder();
        if (folder == null) {
            throw new IllegalArgumentException("what " + source.command().getFirst()
                    + " wrote cannot be put back by itself: restore it to a folder, and give it to the application");
        }
        return TreeRestores.restore(snapshot, Path.of(folder), restoring);
    }

    @Override
    public Rehearsed rehearse(BackupSource.Command source, StoredSnapshot snapshot, Rehearsing rehearsing)
            throws IOException {
        return TreeRestores.rehearse(source.name(), snapshot, rehearsing);
    }
}
