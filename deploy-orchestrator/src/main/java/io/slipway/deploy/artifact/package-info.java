/** Artifacts addressed by their content, in a folder. */
@NullMarked
package io.slipway.deploy.artifact;

import org.jspecify.annotations.NullMarked;
