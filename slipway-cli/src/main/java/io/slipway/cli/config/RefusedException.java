package io.slipway.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import io.slipway.config.document.Fault;

/** What was given is not valid, and why; nothing has happened. */
final class RefusedException extends IllegalArgumentException {
    /** @param folder what the documents' paths begin in */
    RefusedException(String what, Path folder, List<Fault> faults) {
        super(what
                + faults.stream()
                        .map(fault -> "\n  " + FaultPrinter.line(folder, fault))
                        .collect(Collectors.joining()));
    }
}
