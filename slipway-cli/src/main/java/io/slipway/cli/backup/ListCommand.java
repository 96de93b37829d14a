package io.slipway.cli.backup;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.Table;
import io.slipway.cli.output.Words;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.view.BackupView.PolicyView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "Show which snapshots there are, the oldest first.",
        footer = {
            "",
            "Examples: slipway backup list -a crm",
            "          slipway backup list --repository /backups/crm -a crm --source database"
        })
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
        String application = filter.requireApplication();
        List<String> policies = filter.policy() != null
                ? List.of(filter.policy())
                : new BackupApi(api, application)
                        .view().policies().stream()
                                .map(PolicyView::spec)
                                .filter(spec -> filter.environment() == null
                                        || spec.environment().equals(filter.environment()))
                                .map(BackupPolicy::name)
                                .toList();
        show(policies.stream()
                .flatMap(policy -> filter.of(new ServerSnapshots(api, application, policy)).stream())
                .sorted(Comparator.comparing(SnapshotLine::time))
                .toList());
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
