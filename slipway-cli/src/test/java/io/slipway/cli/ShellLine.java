package io.slipway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a line of a document would make a shell run of {@code slipway}. Knows quotes, comments, pipes, redirections and
 * variables before a command; leaves variables in words as they are.
 */
record ShellLine(String text) {
    private static final Set<String> REDIRECTIONS = Set.of("<", ">");
    private static final Set<String> ENDS = Set.of("|", "||", "&&", "&", ";");

    /** The words after {@code slipway} or {@code ./slipway} of each such command in it. */
    List<List<String>> slipway() {
        List<List<String>> commands = new ArrayList<>();
        List<String> command = new ArrayList<>();
        for (String word : words()) {
            if (ENDS.contains(word)) {
                keep(command, commands);
                command = new ArrayList<>();
            } else {
                command.add(word);
            }
        }
        keep(command, commands);
        return commands;
    }

    private static void keep(List<String> command, List<List<String>> commands) {
        int start = 0;
        while (start < command.size() && command.get(start).matches("[A-Z_]+=.*")) {
            start++;
        }
        if (start < command.size() && Set.of("slipway", "./slipway").contains(command.get(start))) {
            List<String> words = new ArrayList<>(command.subList(start + 1, command.size()));
            commands.add(words.stream()
                    .takeWhile(word -> !REDIRECTIONS.contains(word))
                    .toList());
        }
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (c == '\\' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
                begun = true;
            } else if (c == '#' && !begun) {
                break;
            } else if (Character.isWhitespace(c) || c == '|' || c == ';' || c == '&' || "<>".indexOf(c) >= 0) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
                if (!Character.isWhitespace(c)) {
                    words.add(String.valueOf(c));
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
