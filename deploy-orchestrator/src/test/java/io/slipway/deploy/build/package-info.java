/** What the build drivers promise. */
@NullMarked
package io.slipway.deploy.build;

import org.jspecify.annotations.NullMarked;
