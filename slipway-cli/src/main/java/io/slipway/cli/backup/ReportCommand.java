package io.slipway.cli.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.Table;
import io.slipway.cli.output.Words;
import io.slipway.events.backup.Coverage;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.backup.view.BackupView.DrillView;
import io.slipway.events.backup.view.BackupView.PolicyView;
import io.slipway.events.backup.view.BackupView.ResultView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = {
            "Show how well an application is protected: what could be restored now, what was promised, what drills measured.",
            "Exit status 0 when everything that was promised is kept, 1 when something is not."
        })
public final class ReportCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Override
    protected ExitCode ask(ApiClient api) {
        BackupView view = new BackupApi(api, application).view();
        if (output().isTable()) {
            table(view, Instant.now());
        } else {
            print(view);
        }
        return faults(view).isEmpty() && !view.policies().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void table(BackupView view, Instant now) {
        Table table = new Table("POLICY", "ENVIRONMENT", "RPO", "RTO", "BACKUP", "DRILL", "READ AGAIN");
        for (PolicyView policy : view.policies()) {
            DrillView drill = policy.lastDrill();
            table.row(
                    policy.spec().name(),
                    policy.spec().environment(),
                    kept(
                            policy.recoverableTo() == null ? null : Duration.between(policy.recoverableTo(), now),
                            policy.spec().objectives().rpo()),
                    kept(
                            drill == null ? null : drill.measuredRto(),
                            policy.spec().objectives().rto()),
                    result(policy.lastBackup(), now),
                    drill == null ? "never" : (drill.succeeded() ? "✓ " : "✗ ") + Words.ago(drill.at(), now),
                    coverage(policy, now));
        }
        table.print(terminal(), application + " has no backup policy.");
        view.policies().stream()
                .filter(policy -> policy.lastPrune() != null)
                .forEach(policy -> terminal()
                        .out()
                        .println("· " + policy.spec().name() + ": last prune "
                                + result(policy.lastPrune(), now) + ": "
                                + policy.lastPrune().summary()));
        view.legalHolds()
                .forEach(hold -> terminal()
                        .out()
                        .println(
                                "· " + hold.policy() + " keeps " + brief(hold.snapshot()) + " under a legal hold since "
                                        + hold.since().truncatedTo(ChronoUnit.SECONDS) + " (" + hold.by() + ": "
                                        + hold.reason() + ")"));
        view.deletions()
                .forEach(deletion -> terminal()
                        .out()
                        .println("· " + deletion.requestedBy() + " asks to remove "
                                + deletion.snapshots().stream()
                                        .map(ReportCommand::brief)
                                        .collect(Collectors.joining(", "))
                                + " of " + deletion.policy() + " (" + deletion.reason() + ") until "
                                + deletion.expires().truncatedTo(ChronoUnit.SECONDS)
                                + "; agree with: slipway backup forget " + application + " --approve "
                                + deletion.id()));
        List<String> faults = faults(view);
        faults.forEach(fault -> terminal().err().println(terminal().red("✗ " + fault)));
        if (view.policies().stream().anyMatch(policy -> !policy.damages().isEmpty())) {
            terminal()
                    .err()
                    .println("  What to do with a damaged repository: docs/how-to/check-and-repair-a-repository.md");
        }
    }

    /** Everything that is not as it was promised. */
    private static List<String> faults(BackupView view) {
        Stream<String> environments = view.environments().stream()
                .filter(environment -> !environment.fresh())
                .flatMap(environment -> environment.reasons().isEmpty()
                        ? Stream.of(environment.name() + " is not protected")
                        : environment.reasons().stream().map(reason -> environment.name() + ": " + reason));
        Stream<String> promises = view.policies().stream()
                .flatMap(policy -> Stream.concat(
                        policy.missed().stream()
                                .map(missed -> policy.spec().name() + " misses its " + missed.objective() + ": "
                                        + missed.detail()),
                        policy.damages().stream()
                                .map(damage -> policy.spec().name() + ": "
                                        + (damage.detail().contains(damage.id())
                                                ? damage.detail()
                                                : damage.what() + " " + damage.id() + " " + damage.detail()))));
        return Stream.concat(environments, promises).distinct().toList();
    }

    private static String result(@Nullable ResultView result, Instant now) {
        return result == null ? "never" : (result.succeeded() ? "✓ " : "✗ ") + Words.ago(result.at(), now);
    }

    /** How much of this round, and when a round last had read everything. */
    private static String coverage(PolicyView policy, Instant now) {
        Coverage coverage = policy.coverage();
        if (coverage == null) {
            return "never";
        }
        String round =
                coverage.bytes() == 0 ? "" : Math.min(100, coverage.verifiedBytes() * 100 / coverage.bytes()) + " %";
        String all = coverage.completed() == null ? "" : "all " + Words.ago(coverage.completed(), now);
        String read = Stream.of(round, all).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        return policy.spec().verification() == null
                ? read
                : read + " of " + Words.of(policy.spec().verification().coverage());
    }

    /** What was measured of what is promised. */
    private static String kept(@Nullable Duration measured, @Nullable Duration promised) {
        return (measured == null ? "-" : Words.of(measured)) + (promised == null ? "" : " of " + Words.of(promised));
    }

    private static String brief(String snapshot) {
        return snapshot.substring(0, Math.min(8, snapshot.length()));
    }
}
