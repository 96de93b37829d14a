package io.slipway.events.backup.runbook;

import java.util.ArrayList;
import java.util.List;

/** Markdown as it is written, line by line. */
final class Page {
    private final List<String> lines = new ArrayList<>();

    Page line(String text) {
        lines.add(text);
        return this;
    }

    /** With an empty line before it, which is what makes it one. */
    Page paragraph(String text) {
        return line("").line(text);
    }

    /** A block to copy from; nothing where there is nothing to copy. */
    Page code(List<String> commands) {
        if (!commands.isEmpty()) {
            paragraph("```");
            commands.forEach(this::line);
            line("```");
        }
        return this;
    }

    @Override
    public String toString() {
        return String.join("\n", lines).strip() + "\n";
    }
}
