package io.slipway.cli.config;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Table;
import io.slipway.cli.output.Words;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.RevisionView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "history",
        description = "List revisions, the newest first: who made them, what they changed, and where they are.")
public final class HistoryCommand extends ApplicationCommand {
    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "How many at most. Default: ${DEFAULT-VALUE}")
    private int limit = 20;

    @Override
    protected ExitCode run(ConfigApi config) {
        ConfigView view = config.view();
        List<RevisionView> history =
                view.history().stream().limit(Math.max(0, limit)).toList();
        if (!output().isTable()) {
            print(history);
            return ExitCode.DONE;
        }
        Table table = new Table("REVISION", "MADE", "BY", "CHANGED", "IN", "WHY");
        Instant now = Instant.now();
        history.forEach(revision -> table.row(
                Revisions.brief(revision.id()),
                Words.ago(revision.at(), now),
                revision.author(),
                changed(revision),
                where(view, revision.id()),
                Objects.requireNonNullElse(revision.reason(), "")));
        table.print(terminal(), "No revision yet.");
        return ExitCode.DONE;
    }

    private static String changed(RevisionView revision) {
        List<String> paths = revision.changed();
        return paths.size() < 3 ? String.join(", ", paths) : paths.getFirst() + " and " + (paths.size() - 1) + " more";
    }

    private static String where(ConfigView view, String revision) {
        String names = view.environments().stream()
                .filter(environment -> revision.equals(environment.current()))
                .map(ConfigView.EnvironmentView::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "-" : names;
    }
}
