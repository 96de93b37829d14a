package io.slipway.cli.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cat",
        description = "Write the content of a file of a snapshot to standard output, or to a file.",
        footer = {
            "",
            "Example: slipway backup cat latest dump.archive -a crm --source database | mongorestore --archive --oplogReplay"
        })
public final class CatCommand extends BackupCommand {
    @Mixin
    private SnapshotName snapshot = new SnapshotName();

    @Parameters(index = "1", paramLabel = "PATH", description = "The file.")
    private String path = "";

    @Option(names = "--to", paramLabel = "FILE", description = "Where it goes; the file must not be there yet.")
    private @Nullable Path to;

    @Override
    protected void check() {
        if (!output().isTable()) {
            throw new IllegalArgumentException("a file is written as it is; leave -o out");
        }
    }

    @Override
    protected ExitCode online(ApiClient api) throws IOException {
        ServerSnapshots snapshots = snapshot.filter().through(api);
        try (InputStream content = snapshots.file(snapshot.in(snapshots).id(), path)) {
            write(content);
        }
        return ExitCode.DONE;
    }

    @Override
    protected ExitCode offline(ResticRepository repository) throws IOException {
        TreeBrowser browser =
                new TreeBrowser(repository, snapshot.in(repository).snapshot().tree());
        try (InputStream content = browser.open(path)) {
            write(content);
        }
        return ExitCode.DONE;
    }

    private void write(InputStream content) throws IOException {
        if (to != null) {
            Files.copy(content, to);
        } else {
            // Bytes, not text; and standard output is not ours to close.
            OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
            content.transferTo(out);
            out.flush();
        }
    }
}
