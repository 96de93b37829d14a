/** What the code of the deploy-orchestrator promises about its own shape. */
@NullMarked
package io.slipway.deploy.architecture;

import org.jspecify.annotations.NullMarked;
