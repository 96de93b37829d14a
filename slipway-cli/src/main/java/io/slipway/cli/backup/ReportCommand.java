package io.slipway.cli.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        Table table = new Table(
                "POLICY", "ENVIRONMENT", "RPO", "PROMISED", "RTO", "PROMISED", "BACKUP", "DRILL", "READ AGAIN");
        for (PolicyView policy : view.policies()) {
            DrillView drill = policy.lastDrill();
            table.row(
                    policy.spec().name(),
                    policy.spec().environment(),
                    policy.recoverableTo() == null ? "-" : Words.of(Duration.between(policy.recoverableTo(), now)),
                    words(policy.spec().objectives().rpo()),
                    words(drill == null ? null : drill.measuredRto()),
                    words(policy.spec().objectives().rto()),
                    result(policy.lastBackup(), now),
                    drill == null ? "never" : (drill.succeeded() ? "✓ " : "✗ ") + Words.ago(drill.at(), now),
                    coverage(policy.coverage()));
        }
        table.print(terminal(), application + " has no backup policy.");
        faults(view).forEach(fault -> terminal().err().println("✗ " + fault));
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
                                .map(damage -> policy.spec().name() + ": " + damage.what() + " " + damage.id() + " "
                                        + damage.detail())));
        return Stream.concat(environments, promises).distinct().toList();
    }

    private static String result(@Nullable ResultView result, Instant now) {
        return result == null ? "never" : (result.succeeded() ? "✓ " : "✗ ") + Words.ago(result.at(), now);
    }

    private static String coverage(@Nullable Coverage coverage) {
        return coverage == null || coverage.bytes() == 0
                ? "-"
                : Math.min(100, coverage.verifiedBytes() * 100 / coverage.bytes()) + " %";
    }

    private static String words(@Nullable Duration duration) {
        return duration == null ? "-" : Words.of(duration);
    }
}
