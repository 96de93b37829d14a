/** Workers that make artifacts, or take over what CI has made. */
@NullMarked
package io.slipway.deploy.build;

import org.jspecify.annotations.NullMarked;
