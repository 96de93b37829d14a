/** What the HTTP API of the deploy-orchestrator promises. */
@NullMarked
package io.slipway.deploy.http;

import org.jspecify.annotations.NullMarked;
