package io.slipway.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.tree.FileNames;
import io.slipway.backup.tree.TreeChange;
import io.slipway.backup.tree.TreeDiff;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "diff",
        description = {
            "Show what is different between two snapshots.",
            "+ added, - removed, M another content, U only mode, owner or time, T another type."
        })
public final class DiffCommand extends BackupCommand {
    @Parameters(index = "0", paramLabel = "BEFORE", description = "The older snapshot.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "AFTER", description = "The newer one.")
    private String after = "";

    @Option(names = "--metadata", description = "Also what differs in mode, owner or time only.")
    private boolean metadata;

    @Mixin
    private SnapshotFilter filter = new SnapshotFilter();

    private record Change(TreeChange.Kind kind, String path, long before, long after) {}

    @Override
    protected ExitCode online(ApiClient api) {
        ServerSnapshots snapshots = filter.through(api);
        JsonNode changes = snapshots.diff(
                snapshots.one(before, filter.source()).id(),
                snapshots.one(after, filter.source()).id());
        if (!output().isTable()) {
            print(changes.path("items"));
            return ExitCode.DONE;
        }
        changes.path("items").forEach(change -> {
            TreeChange.Kind kind = TreeChange.Kind.valueOf(change.path("kind").asString("CONTENT"));
            if (metadata || kind != TreeChange.Kind.METADATA) {
                terminal().line(kind.letter() + "  " + change.path("path").asString(""));
            }
        });
        return ExitCode.DONE;
    }

    @Override
    protected ExitCode offline(ResticRepository repository) throws IOException {
        List<Change> changes = new ArrayList<>();
        TreeDiff.compare(
                repository,
                filter.one(repository, before).snapshot().tree(),
                filter.one(repository, after).snapshot().tree(),
                change -> {
                    if (metadata || change.kind() != TreeChange.Kind.METADATA) {
                        changes.add(new Change(
                                change.kind(),
                                FileNames.shown(change.path()),
                                change.before() == null ? 0 : change.before().size(),
                                change.after() == null ? 0 : change.after().size()));
                    }
                });
        if (!output().isTable()) {
            print(changes);
            return ExitCode.DONE;
        }
        changes.forEach(change -> terminal().line(change.kind().letter() + "  " + change.path()));
        summary(changes);
        return ExitCode.DONE;
    }

    private void summary(List<Change> changes) {
        Map<TreeChange.Kind, Integer> counts = new EnumMap<>(TreeChange.Kind.class);
        changes.forEach(change -> counts.merge(change.kind(), 1, Integer::sum));
        long bytes = changes.stream()
                .mapToLong(change -> change.after() - change.before())
                .sum();
        terminal()
                .err()
                .println(counts.getOrDefault(TreeChange.Kind.ADDED, 0) + " added, "
                        + counts.getOrDefault(TreeChange.Kind.REMOVED, 0) + " removed, "
                        + counts.getOrDefault(TreeChange.Kind.CONTENT, 0) + " changed, "
                        + (bytes < 0 ? "-" : "+") + ByteWords.of(Math.abs(bytes)));
    }
}
