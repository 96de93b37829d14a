package io.slipway.cli.backup;

import picocli.CommandLine.Command;

@Command(
        name = "drill",
        description = {
            "Rehearse a restore: the newest snapshots, into a place of their own, compared with what was backed up.",
            "It measures how long a recovery takes (RTO) and how old its data is (RPO). Nothing of the original is touched."
        })
public final class DrillCommand extends PolicyRequest {
    public DrillCommand() {
        super("drill");
    }
}
