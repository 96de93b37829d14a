/** What the artifact store promises. */
@NullMarked
package io.slipway.deploy.artifact;

import org.jspecify.annotations.NullMarked;
