package io.slipway.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.backup.tree.TreePath;
import io.slipway.backup.tree.TreeVisitor;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "ls", description = "Show what is in a directory of a snapshot.")
public final class LsCommand extends BackupCommand {
    @Mixin
    private SnapshotName snapshot = new SnapshotName();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "Where to look. Default: /")
    private String path = "/";

    @Option(
            names = {"-l", "--long"},
            description = "With mode, size and time.")
    private boolean wide;

    @Option(
            names = {"-R", "--recursive"},
            description = "And everything below.")
    private boolean recursive;

    @Override
    protected ExitCode online(ApiClient api) throws IOException {
        ServerSnapshots snapshots = snapshot.filter().through(api);
        Shown shown = new Shown();
        snapshots.tree(snapshot.in(snapshots).id(), path, recursive, shown::add);
        return shown.end();
    }

    @Override
    protected ExitCode offline(ResticRepository repository) throws IOException {
        TreeBrowser browser =
                new TreeBrowser(repository, snapshot.in(repository).snapshot().tree());
        Shown shown = new Shown();
        TreeVisitor show = (at, node) -> {
            shown.add(FileLine.of(at, node));
            return TreeVisitor.Next.ON;
        };
        if (recursive && browser.find(path).map(Node::isDirectory).orElse(true)) {
            browser.walk(path, show);
        } else {
            String directory = "/" + String.join("/", TreePath.names(path));
            boolean one = browser.find(path).map(node -> !node.isDirectory()).orElse(false);
            for (Node node : browser.list(path)) {
                show.visit(one ? directory : TreePath.child(directory, node.name()), node);
            }
        }
        return shown.end();
    }

    /** Prints what there is as it comes. */
    private final class Shown {
        private final List<FileLine> kept = new ArrayList<>();

        void add(FileLine line) {
            if (output().isTable()) {
                terminal().line(wide ? line.wide() : line.narrow());
            } else {
                kept.add(line);
            }
        }

        ExitCode end() {
            if (!output().isTable()) {
                print(kept);
            }
            return ExitCode.DONE;
        }
    }
}
