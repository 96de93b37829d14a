package io.slipway.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where words go: data to standard output, progress to standard error.
 *
 * @param interactive whether a person looks at standard error as it is written
 * @param colour whether colour is wanted (no-color.org)
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive, boolean colour) {

    public static Terminal system() {
        boolean console = System.console() != null && System.console().isTerminal() && !errorIsFile();
        boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
        boolean ci = System.getenv("CI") != null;
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                console && !ci && !"dumb".equals(System.getenv("TERM")),
                console && !plain);
    }

    /**
     * Prints a line of a stream that has no end.
     *
     * @throws ClosedPipeException when nobody reads it any more
     */
    public void line(String text) {
        out.println(text);
        if (out.checkError()) {
            throw new ClosedPipeException();
        }
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

    /** The console tells of standard input and output alone; where the system shows more, standard error counts too. */
    private static boolean errorIsFile() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return !target.startsWith("/dev/");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private String painted(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
