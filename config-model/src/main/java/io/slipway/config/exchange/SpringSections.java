package io.slipway.config.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Takes a file of several documents apart: at {@code ---} in YAML, at {@code #---} in .properties. */
final class SpringSections {
    /** YAML knows this mark even within quotes and blocks, so that looking at lines is enough. */
    private static final Pattern YAML = Pattern.compile("(?m)^---(?:[ \t]*\r?\n|(?=[ \t])|\\z)");

    private static final Pattern PROPERTIES = Pattern.compile("(?m)^[#!]---[ \t]*(?:\r?\n|\\z)");

    /**
     * A document of a file.
     *
     * @param line where it begins in the file, counted from 0
     */
    record Section(int line, String text) {
        /** With as many lines in front as there are in the file, so that what is read has the positions of the file. */
        byte[] inPlace() {
            return ("\n".repeat(line) + text).getBytes(UTF_8);
        }
    }

    private SpringSections() {}

    /** All documents with something in them; the whole file when it has no more than one. */
    static List<Section> of(String text, boolean yaml) {
        Matcher marks = (yaml ? YAML : PROPERTIES).matcher(text);
        List<Section> sections = new ArrayList<>();
        int start = 0;
        while (marks.find()) {
            add(sections, text, start, marks.start(), yaml);
            start = marks.end();
        }
        if (start == 0) {
            return List.of(new Section(0, text));
        }
        add(sections, text, start, text.length(), yaml);
        return sections.size() > 1 ? sections : List.of(new Section(0, text));
    }

    private static void add(List<Section> sections, String text, int start, int end, boolean yaml) {
        String section = text.substring(start, end);
        if (!section.lines().allMatch(line -> saysNothing(line, yaml))) {
            sections.add(new Section(
                    (int) text.substring(0, start)
                            .chars()
                            .filter(c -> c == '\n')
                            .count(),
                    section));
        }
    }

    /** Blank, a comment, or a directive in front of a YAML document. */
    private static boolean saysNothing(String line, boolean yaml) {
        String stripped = line.strip();
        return stripped.isEmpty()
                || stripped.startsWith("#")
                || (yaml ? line.startsWith("%") : stripped.startsWith("!"));
    }
}
