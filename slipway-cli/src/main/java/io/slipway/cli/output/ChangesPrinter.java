package io.slipway.cli.output;

import java.io.PrintWriter;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.view.ChangesView;
import io.slipway.events.deploy.view.ChangesView.CommitRange;
import io.slipway.events.deploy.view.ChangesView.ConfigChange;
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
        if (changes.services().isEmpty()) {
            out.println("  the same artifacts, run the same way");
        }
        for (ServiceChange service : changes.services()) {
            out.println("  " + service.service() + " " + what(service));
            config(service.config()).forEach(line -> out.println("      " + line));
        }
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
