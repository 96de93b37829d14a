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
            WatchCommand.class,
            DriftCommand.class,
            RotateKeysCommand.class,
            StatusCommand.class,
            TestCommand.class,
            ApplyCommand.class,
            SetCommand.class,
            RolloutCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            RolloutVerb.Approve.class,
            RolloutVerb.Reject.class,
            RolloutVerb.Advance.class,
            RolloutVerb.BreakGlass.class,
            RolloutVerb.Cancel.class,
            RenderCommand.class,
            DocsCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            EncryptCommand.class,
            PolicyCommand.class,
        })
public final class ConfigCommandLine {}
