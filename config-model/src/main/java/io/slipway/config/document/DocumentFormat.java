package io.slipway.config.document;

import java.util.Locale;
import java.util.Optional;

/** How a document is written. */
public enum DocumentFormat {
    /** YAML 1.2 with the core schema, one document. */
    YAML,
    /** RFC 8259. */
    JSON,
    /** As {@link java.util.Properties} reads it, in UTF-8. */
    PROPERTIES,
    /** NAME=value lines as dotenv and Docker Compose read them, without interpolation. */
    DOTENV;

    /** By the ending of a file's name; empty when no format has it. */
    public static Optional<DocumentFormat> ofFileName(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (file.equals(".env") || file.startsWith(".env.") || file.endsWith(".env")) {
            return Optional.of(DOTENV);
        }
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "yml", "yaml" -> Optional.of(YAML);
            case "json" -> Optional.of(JSON);
            case "properties" -> Optional.of(PROPERTIES);
            default -> Optional.empty();
        };
    }

    /** Whether a value says itself that it is a number or a truth value; in the others everything is text. */
    public boolean typed() {
        return this == YAML || this == JSON;
    }
}
