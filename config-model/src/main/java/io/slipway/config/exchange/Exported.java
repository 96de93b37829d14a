package io.slipway.config.exchange;

import java.util.List;

import io.slipway.config.document.Fault;

/**
 * What was written.
 *
 * @param notes values that mean something else there
 */
public record Exported(FileSet files, List<Fault> notes) {
    public Exported {
        notes = List.copyOf(notes);
    }
}
