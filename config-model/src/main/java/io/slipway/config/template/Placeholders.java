package io.slipway.config.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with <code>{{name}}</code> in it. A backslash in front makes it plain text.
 *
 * @param parts plain text and names by turns, beginning with text, which may be empty
 */
record Placeholders(List<String> parts) {
    private static final String OPEN = "{{";
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\\\\\{\\{|\\{\\{\\s*([A-Za-z][A-Za-z0-9_.-]{0,99})\\s*}}|\\{\\{");

    /** @throws IllegalArgumentException when one is not closed, or has no name in it */
    static Placeholders parse(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int at = 0;
        while (matcher.find()) {
            plain.append(text, at, matcher.start());
            at = matcher.end();
            if (matcher.group(1) != null) {
                parts.add(plain.toString());
                parts.add(matcher.group(1));
                plain.setLength(0);
            } else if (matcher.group().startsWith("\\")) {
                plain.append(OPEN);
            } else {
                throw new IllegalArgumentException("a placeholder is written {{name}}; for the two braces write \\{{");
            }
        }
        parts.add(plain.append(text.substring(at)).toString());
        return new Placeholders(parts);
    }

    /** Whether it is one placeholder and nothing else. */
    boolean isOne() {
        return parts.size() == 3
                && parts.getFirst().isEmpty()
                && parts.getLast().isEmpty();
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i < parts.size(); i += 2) {
            names.add(parts.get(i));
        }
        return names;
    }
}
