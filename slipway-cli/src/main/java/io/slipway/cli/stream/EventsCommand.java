package io.slipway.cli.stream;

import picocli.CommandLine.Command;

@Command(
        name = "events",
        description = "The event stream.",
        mixinStandardHelpOptions = true,
        subcommands = TailCommand.class)
public final class EventsCommand {}
