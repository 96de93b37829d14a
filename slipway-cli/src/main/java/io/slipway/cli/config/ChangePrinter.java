package io.slipway.cli.config;

import java.io.PrintWriter;
import java.util.List;

import io.slipway.cli.config.ConfigApi.Changes;
import io.slipway.cli.config.ConfigApi.Difference;
import io.slipway.cli.output.Terminal;
import io.slipway.config.layer.ConfigDiff;

/** What differs, for a person to read. */
final class ChangePrinter {
    private final Terminal terminal;

    ChangePrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Difference difference) {
        terminal.out().println(Revisions.brief(difference.from()) + " becomes " + Revisions.brief(difference.to()));
        print(terminal.out(), difference.changes());
    }

    /** What an environment would notice. */
    void print(PrintWriter to, Changes changes) {
        if (changes.to().equals(changes.from())) {
            to.println(changes.environment() + " has " + Revisions.brief(changes.to()) + " already");
            return;
        }
        to.println(changes.environment() + ": " + (changes.from() == null ? "nothing" : Revisions.brief(changes.from()))
                + " becomes " + Revisions.brief(changes.to()));
        changes.targets().forEach(target -> {
            if (changes.targets().size() > 1) {
                to.println("  " + terminal.bold(target.target()));
            }
            print(to, target.changes());
        });
        changes.documents().stream()
                .filter(path -> path.indexOf('/') < 0)
                .forEach(path -> to.println("  also different: " + path));
        if (changes.approvals() > 0) {
            to.println("It takes " + changes.approvals() + (changes.approvals() == 1 ? " approval" : " approvals")
                    + " of other people.");
        }
        if (!changes.approval().isEmpty()) {
            to.println("It takes the approvals that its slipway-config.yaml asks for.");
        }
        to.flush();
    }

    /** Each document with its keys; where no document is named, the keys alone. */
    void print(PrintWriter to, List<ConfigDiff.Change> changes) {
        if (changes.isEmpty()) {
            to.println("  the same values");
        }
        String document = "";
        for (ConfigDiff.Change change : changes) {
            if (!change.document().equals(document)) {
                document = change.document();
                to.println("  " + terminal.bold(document));
            }
            to.println((document.isEmpty() ? "  " : "    ") + line(change));
        }
        to.flush();
    }

    private String line(ConfigDiff.Change change) {
        return switch (change.kind()) {
            case ADDED -> terminal.green("+") + " " + change.key() + ": " + change.after();
            case REMOVED -> terminal.red("-") + " " + change.key() + ": " + change.before();
            case CHANGED ->
                terminal.yellow("~") + " " + change.key() + ": " + change.before() + " becomes " + change.after();
        };
    }
}
