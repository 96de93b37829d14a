package io.slipway.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.view.ChangesView;
import io.slipway.events.deploy.view.ChangesView.CommitRange;
import io.slipway.events.deploy.view.ChangesView.ConfigChange;
import io.slipway.events.deploy.view.ChangesView.ConfigRevisions;
import io.slipway.events.deploy.view.ChangesView.ServiceChange;

/** What would be different, for a person to read. */
public final class ChangesPrinter {
    /** {@code sha256:} and enough digits to tell one from another. */
    private static final int DIGEST = 19;

    private static final int HASH = 12;

    private final Terminal terminal;

    public ChangesPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints the services, how they are run and the commits; says so where there is no difference. */
    public void print(ChangesView changes) {
        PrintWriter out = terminal.out();
        CommitRange commits = changes.commits();
        if (commits != null) {
            out.println("  commits " + text(commits.from(), HASH) + ".." + text(commits.to(), HASH));
        }
        if (changes.configuration() != null) {
            configuration(changes.configuration()).forEach(line -> out.println("  " + line));
        }
        if (changes.services().isEmpty()) {
            out.println("  the same artifacts, run the same way");
        }
        for (ServiceChange service : changes.services()) {
            out.println("  " + service.service() + " " + what(service));
            config(service.config()).forEach(line -> out.println("      " + line));
        }
    }

    /** Deployments do not carry the configuration along, so that what was tested may be another one. */
    private static List<String> configuration(ConfigRevisions revisions) {
        String coming = text(revisions.coming(), HASH);
        String change = Objects.equals(revisions.serving(), revisions.coming())
                ? "configuration stays " + coming
                : "configuration " + text(revisions.serving(), HASH) + " becomes " + coming;
        return revisions.tested() == null || revisions.tested().equals(revisions.coming())
                ? List.of(change)
                : List.of(change, "it was tested with the configuration " + text(revisions.tested(), HASH));
    }

    private static String what(ServiceChange service) {
        String from = text(service.from(), DIGEST);
        String to = service.to() == null ? "an artifact that is still to be built" : text(service.to(), DIGEST);
        return switch (service.kind()) {
            case ADDED -> "is new: " + to;
            case REMOVED -> "is taken away: " + from;
            case REPLACED, BUILT_ANEW -> from + " becomes " + to;
            case RUN_DIFFERENTLY -> "stays " + from;
        };
    }

    private static List<String> config(@Nullable List<ConfigChange> config) {
        return config == null
                ? List.of("whether it runs in the same way is not known")
                : config.stream().map(ChangesPrinter::line).toList();
    }

    private static String line(ConfigChange change) {
        if (change.from() == null) {
            return "+ " + change.key() + ": " + change.to();
        }
        return change.to() == null
                ? "- " + change.key() + ": " + change.from()
                : "~ " + change.key() + ": " + change.from() + " becomes " + change.to();
    }

    private static String text(@Nullable String whole, int most) {
        return whole == null ? "?" : whole.substring(0, Math.min(most, whole.length()));
    }
}
