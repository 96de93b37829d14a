/** The HTTP API of the deploy-orchestrator: thin controllers over commands and documents. */
@NullMarked
package io.slipway.deploy.http;

import org.jspecify.annotations.NullMarked;
