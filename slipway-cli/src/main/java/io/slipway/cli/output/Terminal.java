package io.slipway.cli.output;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where words go: data to standard output, progress to standard error.
 *
 * @param interactive whether a person looks at standard error as it is written
 * @param colour whether colour is wanted (no-color.org)
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive, boolean colour) {

    public static Terminal system() {
        boolean console = System.console() != null && System.console().isTerminal();
        boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
        boolean ci = System.getenv("CI") != null;
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                console && !ci && !"dumb".equals(System.getenv("TERM")),
                console && !plain);
    }

    public String green(String text) {
        return painted("32", text);
    }

    public String red(String text) {
        return painted("31", text);
    }

    public String yellow(String text) {
        return painted("33", text);
    }

    public String bold(String text) {
        return painted("1", text);
    }

    public String faint(String text) {
        return painted("2", text);
    }

    private String painted(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
