package io.slipway.deploy.pipeline;

import io.slipway.events.Violation;

/** The file cannot be read as a document at all. */
final class YamlFault extends Exception {
    private final transient Violation violation;

    YamlFault(int line, int column, String message) {
        super(message);
        this.violation = new Violation("", line, column, message);
    }

    Violation violation() {
        return violation;
    }
}
