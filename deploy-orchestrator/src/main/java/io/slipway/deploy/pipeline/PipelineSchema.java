package io.slipway.deploy.pipeline;

import io.slipway.kit.yaml.SchemaCheck;

import tools.jackson.databind.JsonNode;

/** The published JSON Schema of {@code slipway.yaml}. */
final class PipelineSchema {
    static final JsonNode SOURCE = SchemaCheck.load(PipelineSchema.class, "/schemas/slipway-v1.schema.json");

    private PipelineSchema() {}
}
