/** What the pipeline format promises. */
@NullMarked
package io.slipway.deploy.pipeline;

import org.jspecify.annotations.NullMarked;
