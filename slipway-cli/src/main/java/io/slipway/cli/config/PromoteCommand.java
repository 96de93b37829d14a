package io.slipway.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.command.Question;
import io.slipway.cli.config.ConfigApi.Changes;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "promote",
        description = {
            "Put what one environment has into another: shows what instances there would notice, and asks.",
            "Exactly the revision that was shown is put there, whatever happens meanwhile."
        })
public final class PromoteCommand extends ApplicationCommand {
    @Parameters(index = "1", paramLabel = "FROM", description = "The environment whose revision goes on.")
    private String from = "";

    @Parameters(index = "2", paramLabel = "TO", description = "The environment it goes to.")
    private String to = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private @Nullable String reason;

    @Mixin
    private RolloutOptions options = new RolloutOptions();

    @Mixin
    private RolloutWait wait = new RolloutWait();

    @Override
    protected ExitCode run(ConfigApi config) throws InterruptedException {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("from", from);
        Changes changes = config.changes(to, query);
        new ChangePrinter(terminal()).print(terminal().err(), changes);
        if (changes.to().equals(changes.from())) {
            if (!output().isTable()) {
                print(config.environmentView(to));
            }
            return ExitCode.DONE;
        }
        if (!yes && !new Question(terminal()).agreed("Put it into " + to + "?")) {
            terminal().err().println("Nothing was done.");
            return ExitCode.FAILED;
        }
        String id = config.rollOut(options.body(to, changes.to(), reason)).requireSubject();
        return wait.conclude(config, terminal(), output(), to, id);
    }
}
