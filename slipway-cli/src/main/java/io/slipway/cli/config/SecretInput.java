package io.slipway.cli.config;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.output.Terminal;
import io.slipway.config.secret.SecretValue;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Takes a secret in: from a person without showing it, or from standard input; never from the command line, which others see. */
record SecretInput(Terminal terminal) {

    /**
     * The secret, without the line break at its end.
     *
     * @throws IllegalArgumentException when there is none, or it is no text; it is not in the message
     */
    SecretValue read() throws IOException {
        @Nullable Console console = terminal.interactive() ? System.console() : null;
        char[] typed = console == null ? piped() : console.readPassword("The value, which is not shown: ");
        try {
            if (typed == null || typed.length == 0) {
                throw new IllegalArgumentException("there is no value; give it on standard input");
            }
            return SecretValue.of(typed);
        } finally {
            if (typed != null) {
                Arrays.fill(typed, '\0');
            }
        }
    }

    private static char[] piped() throws IOException {
        byte[] bytes = System.in.readAllBytes();
        try {
            CharBuffer decoded = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int end = decoded.length();
            if (end > 0 && decoded.charAt(end - 1) == '\n') {
                end -= end > 1 && decoded.charAt(end - 2) == '\r' ? 2 : 1;
            }
            char[] text = new char[end];
            decoded.get(text);
            Arrays.fill(decoded.array(), '\0');
            return text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the value is no text in UTF-8");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
