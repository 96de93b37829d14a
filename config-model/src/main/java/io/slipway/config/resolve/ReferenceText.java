package io.slipway.config.resolve;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A value taken apart into text and references. A backslash in front of <code>${</code> makes it plain text, for what the
 * application resolves itself.
 *
 * @param parts in the order of the text
 */
public record ReferenceText(List<Part> parts) {
    private static final String OPEN = "${";
    private static final String SECRET = "secret:";

    /** A piece of a value. */
    public sealed interface Part {}

    /** Stands for itself. */
    public record Plain(String text) implements Part {}

    /**
     * The value of another key.
     *
     * @param fallback what it is when there is no such key; null for none
     */
    public record KeyReference(String key, @Nullable ReferenceText fallback) implements Part {}

    /** A secret by its name. */
    public record SecretReference(String name) implements Part {}

    public ReferenceText {
        parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException saying what is wrong, without quoting the text */
    public static ReferenceText parse(String text) {
        if (text.startsWith(SECRET) && text.indexOf(OPEN) < 0) {
            return new ReferenceText(List.of(secret(text)));
        }
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("\\" + OPEN, at)) {
                plain.append(OPEN);
                at += 3;
            } else if (text.startsWith(OPEN, at)) {
                int end = closing(text, at + 2);
                flush(plain, parts);
                parts.add(reference(text.substring(at + 2, end)));
                at = end + 1;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        flush(plain, parts);
        return new ReferenceText(parts);
    }

    /** Whether the text has no reference in it, or none that is well formed. */
    public static boolean isPlain(String text) {
        return wellFormed(text).stream().allMatch(Plain.class::isInstance);
    }

    /** Whether the text consists of a reference to a secret and nothing else. */
    public static boolean isSecret(String text) {
        List<Part> parts = wellFormed(text);
        return parts.size() == 1 && parts.getFirst() instanceof SecretReference;
    }

    private static List<Part> wellFormed(String text) {
        try {
            return parse(text).parts();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static void flush(StringBuilder plain, List<Part> parts) {
        if (!plain.isEmpty()) {
            parts.add(new Plain(plain.toString()));
            plain.setLength(0);
        }
    }

    private static int closing(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            if (text.startsWith(OPEN, i)) {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a reference that begins with ${ is not closed by }");
    }

    private static Part reference(String inside) {
        if (inside.startsWith(SECRET)) {
            return secret(inside);
        }
        int colon = inside.indexOf(':');
        String key = colon < 0 ? inside : inside.substring(0, colon);
        if (key.isBlank()) {
            throw new IllegalArgumentException("a reference ${} needs the name of a key");
        }
        if (key.contains(OPEN)) {
            throw new IllegalArgumentException("the key in a reference cannot be put together from other references");
        }
        return new KeyReference(key.strip(), colon < 0 ? null : parse(inside.substring(colon + 1)));
    }

    private static Part secret(String text) {
        String name = text.substring(SECRET.length());
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}")) {
            throw new IllegalArgumentException(
                    "the name of a secret has letters, digits, '.', '_', '/' and '-' and begins with a letter or digit");
        }
        return new SecretReference(name);
    }
}
