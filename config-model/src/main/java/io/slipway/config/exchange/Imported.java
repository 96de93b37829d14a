package io.slipway.config.exchange;

import java.util.List;

import io.slipway.config.document.Fault;
import io.slipway.config.layer.ConfigSource;

/**
 * What was taken over.
 *
 * @param notes what a reader should know: files left out, and values that mean something else here
 */
public record Imported(ConfigSource source, List<Fault> notes) {
    public Imported {
        notes = List.copyOf(notes);
    }
}
