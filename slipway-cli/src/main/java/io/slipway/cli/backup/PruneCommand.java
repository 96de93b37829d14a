package io.slipway.cli.backup;

import java.util.Map;

import io.slipway.cli.command.Question;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "prune",
        description = {
            "Forget the snapshots that the policy's retention does not keep, and remove what only they needed.",
            "What nothing needs any more stays for the policy's grace time first, so that backups go on meanwhile."
        })
public final class PruneCommand extends PolicyRequest {
    @Option(
            names = {"-n", "--dry-run"},
            description = "Only say what would go.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    public PruneCommand() {
        super("prune");
    }

    @Override
    protected boolean prepare(BackupApi backups, Map<String, Object> body) {
        body.put("dryRun", dryRun);
        return dryRun
                || yes
                || new Question(terminal())
                        .agreed("Forget what the retention of " + policy() + " of " + application()
                                + " does not keep?");
    }
}
