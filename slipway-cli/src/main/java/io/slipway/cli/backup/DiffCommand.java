package io.slipway.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.tree.TreeChange;
import io.slipway.backup.tree.TreeDiff;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Override
    protected ExitCode online(ApiClient api) throws IOException {
        ServerSnapshots snapshots = filter.through(api);
        Shown shown = new Shown();
        snapshots.diff(
                filter.one(snapshots, before).id(), filter.one(snapshots, after).id(), shown);
        return shown.end();
    }

    @Override
    protected ExitCode offline(ResticRepository repository) throws IOException {
        Shown shown = new Shown();
        TreeDiff.compare(
                repository,
                filter.one(repository, before).snapshot().tree(),
                filter.one(repository, after).snapshot().tree(),
                change -> shown.accept(ChangeLine.of(change)));
        return shown.end();
    }

    /** Prints the changes as they come, and counts them. */
    private final class Shown implements Consumer<ChangeLine> {
        private final List<ChangeLine> kept = new ArrayList<>();
        private final Map<TreeChange.Kind, Integer> counts = new EnumMap<>(TreeChange.Kind.class);
        private long grown;

        @Override
        public void accept(ChangeLine change) {
            if (change.kind() == TreeChange.Kind.METADATA && !metadata) {
                return;
            }
            counts.merge(change.kind(), 1, Integer::sum);
            grown += change.after() - change.before();
            if (output().isTable()) {
                terminal().line(change.kind().letter() + "  " + change.path());
            } else {
                kept.add(change);
            }
        }

        ExitCode end() {
            if (!output().isTable()) {
                print(kept);
                return ExitCode.DONE;
            }
            terminal()
                    .err()
                    .println(counts.getOrDefault(TreeChange.Kind.ADDED, 0) + " added, "
                            + counts.getOrDefault(TreeChange.Kind.REMOVED, 0) + " removed, "
                            + counts.getOrDefault(TreeChange.Kind.CONTENT, 0) + " changed, "
                            + (grown < 0 ? "-" : "+") + ByteWords.of(Math.abs(grown)));
            return ExitCode.DONE;
        }
    }
}
