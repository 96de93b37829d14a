package io.slipway.kit.yaml;

import io.slipway.events.Violation;

/** The file cannot be read as a document at all. */
public final class YamlFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    YamlFault(int line, int column, String message) {
        super(message);
        this.violation = new Violation("", line, column, message);
    }

    public Violation violation() {
        return violation;
    }
}
