/** Reads {@code slipway.yaml}: YAML with positions, the published schema, the rules a schema cannot say, defaults. */
@NullMarked
package io.slipway.deploy.pipeline;

import org.jspecify.annotations.NullMarked;
