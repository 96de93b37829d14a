package io.slipway.cli.dr;

import picocli.CommandLine.Command;

/** {@code slipway dr}, which only groups. */
@Command(
        name = "dr",
        description = "Disaster recovery: the runbook, and the drill of a total loss.",
        mixinStandardHelpOptions = true,
        subcommands = {RunbookCommand.class, DrillCommand.class})
public final class DrCommandLine {}
