package io.slipway.cli.backup;

import java.util.Map;

import io.slipway.cli.command.Question;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "repair",
        description = {
            "Salvage what is whole of a damaged repository.",
            "A snapshot that lost something is replaced by what is left of it, with the tag repaired; the run names what is lost."
        },
        footer = {"", "Example: slipway backup repair crm nightly --reason \"a disk failed\" --wait"})
public final class RepairCommand extends PolicyRequest {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Mixin
    private RequestReason reason = new RequestReason();

    public RepairCommand() {
        super("repair");
    }

    @Override
    protected boolean prepare(BackupApi backups, Map<String, Object> body) {
        reason.into(body);
        return yes
                || new Question(terminal())
                        .agreed("Replace the snapshots in the repository of " + policy() + " of " + application()
                                + " that lost something by what is left of them?");
    }
}
