package io.slipway.backupservice.policy;

import io.slipway.kit.yaml.SchemaCheck;

import tools.jackson.databind.JsonNode;

/** The published JSON Schema of {@code spec.backups}. */
final class PolicySchema {
    static final JsonNode SOURCE = SchemaCheck.load(PolicySchema.class, "/schemas/slipway-backups-v1.schema.json");

    private PolicySchema() {}
}
