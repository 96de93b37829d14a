package io.slipway.cli.backup;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.Table;
import io.slipway.cli.output.Words;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.view.BackupView.PolicyView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "policy",
        description = "Show how an application is backed up: its policies, or one of them in full with -o yaml.")
public final class PolicyCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "POLICY", description = "Only this one.")
    private @Nullable String name;

    @Override
    protected ExitCode ask(ApiClient api) {
        BackupApi backups = new BackupApi(api, application);
        List<PolicyView> policies = name == null ? backups.view().policies() : List.of(backups.policy(name));
        if (!output().isTable()) {
            print(policies.stream().map(PolicyView::spec).toList());
            return ExitCode.DONE;
        }
        Table table = new Table("POLICY", "ENVIRONMENT", "SOURCES", "SCHEDULE", "NEXT", "REPOSITORY");
        for (PolicyView policy : policies) {
            BackupPolicy spec = policy.spec();
            table.row(
                    spec.name(),
                    spec.environment(),
                    spec.sources().stream().map(BackupSource::name).collect(Collectors.joining(", ")),
                    spec.schedule() == null
                            ? "on request"
                            : spec.schedule().cron() + " " + spec.schedule().timeZone(),
                    policy.next().backup() == null ? "-" : in(policy.next().backup()),
                    spec.repository().location());
        }
        table.print(terminal(), application + " has no backup policy.");
        return ExitCode.DONE;
    }

    private static String in(Instant next) {
        Instant now = Instant.now();
        return next.isBefore(now) ? "now" : "in " + Words.duration(now, next, now);
    }
}
