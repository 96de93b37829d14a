package io.slipway.cli.config;

import picocli.CommandLine.Command;

/** {@code slipway config}, which only groups. */
@Command(
        name = "config",
        description = "Change, check, roll out and explain the configuration of applications.",
        mixinStandardHelpOptions = true,
        subcommands = {
            GetCommand.class,
            ExplainCommand.class,
            HistoryCommand.class,
            DiffCommand.class,
            DriftCommand.class,
            RotateKeysCommand.class,
            TestCommand.class,
            RenderCommand.class,
            DocsCommand.class,
            ImportCommand.class,
            ExportCommand.class,
        })
public final class ConfigCommandLine {}
