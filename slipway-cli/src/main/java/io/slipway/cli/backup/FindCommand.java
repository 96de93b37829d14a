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
    protected ExitCode online(ApiClient api) {
        ServerSnapshots snapshots = filter.through(api);
        List<SnapshotLine> where =
                snapshot == null ? snapshots.list(filter.source()) : List.of(snapshots.one(snapshot, filter.source()));
        List<Found> found = where.stream()
                .flatMap(line -> snapshots.find(line.id(), pattern).stream().map(file -> new Found(line.id(), file)))
                .toList();
        if (!output().isTable()) {
            print(found);
        } else if (found.isEmpty()) {
            terminal().err().println("Nothing in " + where.size() + " snapshots is called " + pattern + ".");
        } else {
            found.forEach(each -> terminal()
                    .line(each.snapshot().substring(0, 8) + "  " + each.file().wide()));
        }
        return found.isEmpty() ? ExitCode.FAILED : ExitCode.DONE;
    }

    @Override
    protected ExitCode offline(ResticRepository repository) throws IOException {
        GlobPattern wanted = ignoreCase ? GlobPattern.ignoringCase(pattern) : GlobPattern.of(pattern);
        List<StoredSnapshot> where =
                snapshot == null ? filter.of(repository) : List.of(filter.one(repository, snapshot));
        List<Found> found = new ArrayList<>();
        int[] count = {0};
        for (StoredSnapshot stored : where) {
            new TreeBrowser(repository, stored.snapshot().tree()).find(wanted, (path, node) -> {
                count[0]++;
                FileLine line = FileLine.of(path, node);
                if (output().isTable()) {
                    terminal().line(stored.id().brief() + "  " + line.wide());
                } else {
                    found.add(new Found(stored.id().toString(), line));
                }
                return TreeVisitor.Next.ON;
            });
        }
        if (!output().isTable()) {
            print(found);
        } else if (count[0] == 0) {
            terminal().err().println("Nothing in " + where.size() + " snapshots is called " + pattern + ".");
        }
        return count[0] == 0 ? ExitCode.FAILED : ExitCode.DONE;
    }
}
