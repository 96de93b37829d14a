package io.slipway.cli.dr;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.backup.repository.StoredSnapshot;

/** What a snapshot says it is of. */
record Labels(String application, String environment, String policy, String source, String kind, List<String> paths) {

    static Labels of(StoredSnapshot stored) {
        List<String> tags = stored.snapshot().tags();
        return new Labels(
                tag(tags, "application"),
                tag(tags, "environment"),
                tag(tags, "policy"),
                tag(tags, "source"),
                tag(tags, "kind"),
                stored.snapshot().paths());
    }

    /** What all snapshots of this source have, and no others. */
    List<String> tags() {
        return List.of("application=" + application, "environment=" + environment, "source=" + source);
    }

    /** For people, and to tell sources apart: {@code crm production database}. */
    String name() {
        String name = Stream.of(application, environment, source)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? String.join(" ", paths) : name;
    }

    /** A name for a folder. */
    String folder() {
        return name().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+", "");
    }

    /** The control plane first, then databases, then files, then what was derived from them. */
    int order() {
        return switch (kind) {
            case "kafka" -> 0;
            case "mongodb" -> 1;
            case "command" -> 3;
            default -> 2;
        };
    }

    private static String tag(List<String> tags, String name) {
        return tags.stream()
                .filter(tag -> tag.startsWith(name + "="))
                .map(tag -> tag.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}
