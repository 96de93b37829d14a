package io.slipway.cli.backup;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.Table;
import io.slipway.cli.output.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = {
            "Show which snapshots there are, the oldest first.",
            "A server shows those of the newest backup of each policy of an application; a repository shows all it has."
        },
        footer = {"", "Example: slipway backup list --repository /backups/crm -a crm --source database"})
public final class ListCommand extends BackupCommand {
    @Mixin
    private SnapshotFilter filter = new SnapshotFilter();

    @Override
    protected ExitCode offline(ResticRepository repository) throws IOException {
        show(filter.of(repository).stream().map(SnapshotLine::of).toList());
        return ExitCode.DONE;
    }

    @Override
    protected ExitCode online(ApiClient api) {
        @Nullable String application = filter.application();
        if (application == null) {
            throw new IllegalArgumentException(
                    "say of which application with -a, or name a repository with --repository");
        }
        show(new BackupApi(api, application)
                .view().policies().stream()
                        .flatMap(policy -> policy.snapshots().stream()
                                .filter(facts -> filter.means(policy.spec().environment(), facts.source()))
                                .map(facts -> SnapshotLine.of(application, policy.spec(), facts)))
                        .sorted(Comparator.comparing(SnapshotLine::time))
                        .toList());
        terminal()
                .err()
                .println(
                        "These are of the newest backup of each policy; the repository itself has them all: --repository");
        return ExitCode.DONE;
    }

    private void show(List<SnapshotLine> lines) {
        if (!output().isTable()) {
            print(lines);
            return;
        }
        Table table = new Table("SNAPSHOT", "TAKEN", "APPLICATION", "ENVIRONMENT", "SOURCE", "SIZE", "NEW", "PATHS");
        Instant now = Instant.now();
        lines.forEach(line -> table.row(
                ObjectId.parse(line.id()).brief(),
                Words.ago(line.time(), now),
                line.application(),
                line.environment(),
                line.source(),
                line.bytes() == null ? "" : ByteWords.of(line.bytes()),
                line.added() == null ? "" : ByteWords.of(line.added()),
                String.join(" ", line.paths())));
        table.print(terminal(), "There is no such snapshot.");
    }
}
