package io.slipway.events.cdevents;

import java.util.Objects;

/** Where an artifact's bill of materials is. */
public record Sbom(String uri) {
    public Sbom {
        Objects.requireNonNull(uri, "uri is missing");
    }
}
