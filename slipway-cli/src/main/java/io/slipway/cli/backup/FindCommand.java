package io.slipway.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.tree.GlobPattern;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.backup.tree.TreeVisitor;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "find",
        description = {
            "Say in which snapshots there is something by a name.",
            "A pattern: *, ? and [a-z] within a name, ** for any number of names; from the root where it begins with /."
        })
public final class FindCommand extends BackupCommand {
    private static final int BRIEF = 8;

    @Parameters(
            index = "0",
            paramLabel = "PATTERN",
            description = "What is looked for, such as *.bson or /etc/**/*.conf.")
    private String pattern = "";

    @Option(names = "--snapshot", paramLabel = "SNAPSHOT", description = "Only in this one.")
    private @Nullable String snapshot;

    @Option(
            names = {"-i", "--ignore-case"},
            description = "Without telling capitals from small letters.")
    private boolean ignoreCase;

    @Mixin
    private SnapshotFilter filter = new SnapshotFilter();

    private record Found(String snapshot, FileLine file) {}

    @Override
    protected ExitCode online(ApiClient api) throws IOException {
        ServerSnapshots snapshots = filter.through(api);
        List<SnapshotLine> where = snapshot == null ? filter.of(snapshots) : List.of(filter.one(snapshots, snapshot));
        Shown shown = new Shown();
        for (SnapshotLine in : where) {
            snapshots.find(in.id(), pattern, ignoreCase, file -> shown.add(in.id(), file));
        }
        return shown.end(where.size());
    }

    @Override
    protected ExitCode offline(ResticRepository repository) throws IOException {
        GlobPattern wanted = ignoreCase ? GlobPattern.ignoringCase(pattern) : GlobPattern.of(pattern);
        List<StoredSnapshot> where =
                snapshot == null ? filter.of(repository) : List.of(filter.one(repository, snapshot));
        Shown shown = new Shown();
        for (StoredSnapshot stored : where) {
            new TreeBrowser(repository, stored.snapshot().tree()).find(wanted, (path, node) -> {
                shown.add(stored.id().toString(), FileLine.of(path, node));
                return TreeVisitor.Next.ON;
            });
        }
        return shown.end(where.size());
    }

    /** Prints what is found as it comes. */
    private final class Shown {
        private final List<Found> kept = new ArrayList<>();
        private long count;

        void add(String in, FileLine file) {
            count++;
            if (output().isTable()) {
                terminal().line(in.substring(0, BRIEF) + "  " + file.wide());
            } else {
                kept.add(new Found(in, file));
            }
        }

        ExitCode end(int searched) {
            if (!output().isTable()) {
                print(kept);
            } else if (count == 0) {
                terminal()
                        .err()
                        .println("Nothing in " + searched + (searched == 1 ? " snapshot" : " snapshots") + " is called "
                                + pattern + ".");
            }
            return count == 0 ? ExitCode.FAILED : ExitCode.DONE;
        }
    }
}
