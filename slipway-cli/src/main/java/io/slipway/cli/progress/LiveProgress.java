package io.slipway.cli.progress;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.output.DeploymentPrinter;
import io.slipway.cli.output.Terminal;
import io.slipway.events.deploy.view.DeploymentView;

/** For a terminal: the steps of the deployment, drawn over again in place. */
final class LiveProgress implements Progress {
    private static final String UP_AND_CLEAR = "\u001b[%dF\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final Terminal terminal;
    private final DeploymentPrinter printer;
    private @Nullable String shown;
    private int drawn;

    LiveProgress(Terminal terminal) {
        this.terminal = terminal;
        this.printer = new DeploymentPrinter(terminal);
    }

    @Override
    public void show(DeploymentView view) {
        if (!view.id().equals(shown)) {
            shown = view.id();
            drawn = 0;
        }
        List<String> lines = printer.lines(view, Instant.now());
        erase();
        terminal.err().print(NO_WRAP);
        lines.forEach(terminal.err()::println);
        terminal.err().print(WRAP);
        terminal.err().flush();
        drawn = lines.size();
    }

    @Override
    public void note(String words) {
        drawn = 0;
        terminal.err().println(words);
    }

    @Override
    public void close() {
        terminal.err().flush();
    }

    private void erase() {
        if (drawn > 0) {
            terminal.err().printf(UP_AND_CLEAR, drawn);
        }
    }
}
