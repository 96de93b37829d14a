package io.slipway.cli.command;

import java.util.Locale;
import java.util.Scanner;

import io.slipway.cli.output.Terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Asks the person at the terminal. */
public record Question(Terminal terminal) {

    /**
     * Whether they say yes; anything else is a no.
     *
     * @throws IllegalArgumentException when nobody is there to ask
     */
    public boolean agreed(String question) {
        if (!terminal.interactive()) {
            throw new IllegalArgumentException("nobody is there to ask; say --yes when this is what you want");
        }
        terminal.err().print(question + " [y/N] ");
        terminal.err().flush();
        Scanner answers = new Scanner(System.in, UTF_8);
        String answer = answers.hasNextLine() ? answers.nextLine().strip().toLowerCase(Locale.ROOT) : "";
        return answer.equals("y") || answer.equals("yes");
    }
}
