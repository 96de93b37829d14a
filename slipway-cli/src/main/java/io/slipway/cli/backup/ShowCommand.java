package io.slipway.cli.backup;

import java.io.IOException;
import java.time.Instant;

import io.slipway.backup.restic.ResticRepository;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "show", description = "Show what a snapshot is: when, of what, with which tags, how much.")
public final class ShowCommand extends BackupCommand {
    @Mixin
    private SnapshotName snapshot = new SnapshotName();

    @Override
    protected ExitCode online(ApiClient api) {
        return show(snapshot.in(snapshot.filter().through(api)));
    }

    @Override
    protected ExitCode offline(ResticRepository repository) throws IOException {
        return show(SnapshotLine.of(snapshot.in(repository)));
    }

    private ExitCode show(SnapshotLine line) {
        if (!output().isTable()) {
            print(line);
            return ExitCode.DONE;
        }
        fact("Snapshot", line.id());
        fact("Taken", line.time() + " (" + Words.ago(line.time(), Instant.now()) + ")");
        fact("Of", String.join(" ", line.paths()));
        fact("Host", line.hostname());
        fact("Tags", String.join(", ", line.tags()));
        if (line.program() != null) {
            fact("Written by", line.program());
        }
        if (line.bytes() != null && line.files() != null && line.added() != null) {
            fact("Size", ByteWords.of(line.bytes()) + " in " + line.files() + " files");
            fact("New", ByteWords.of(line.added()) + " as stored");
        }
        return ExitCode.DONE;
    }

    private void fact(String name, String value) {
        terminal().out().printf("%-11s %s%n", name, value);
    }
}
