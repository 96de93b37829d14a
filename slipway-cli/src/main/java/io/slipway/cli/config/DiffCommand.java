package io.slipway.cli.config;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.config.ConfigApi.Difference;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.RevisionView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = {
            "Show what differs between two revisions, document by document and key by key. Secrets are masked.",
            "A revision is an id, of which 7 digits are enough, the name of an environment for what it has, or newest."
        })
public final class DiffCommand extends ApplicationCommand {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FROM",
            description = "The revision before. Default: the one that TO was made from.")
    private @Nullable String from;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "TO",
            defaultValue = Revisions.NEWEST,
            description = "The revision after. Default: ${DEFAULT-VALUE}")
    private String to = Revisions.NEWEST;

    @Override
    protected ExitCode run(ConfigApi config) {
        ConfigView view = config.view();
        String after = config.revision(view, to);
        Optional<String> before = from == null ? parent(view, after) : Optional.of(config.revision(view, from));
        if (before.isEmpty()) {
            terminal().err().println(Revisions.brief(after) + " is the first revision; there is nothing before it.");
            return ExitCode.DONE;
        }
        Difference difference = config.diff(before.get(), after);
        if (output().isTable()) {
            new ChangePrinter(terminal()).print(difference);
        } else {
            print(difference);
        }
        return ExitCode.DONE;
    }

    private static Optional<String> parent(ConfigView view, String revision) {
        return view.history().stream()
                .filter(known -> known.id().equals(revision))
                .findFirst()
                .map(RevisionView::parent);
    }
}
