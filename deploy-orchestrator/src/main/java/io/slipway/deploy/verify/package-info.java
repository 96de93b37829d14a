/** Workers that look whether a release is good. */
@NullMarked
package io.slipway.deploy.verify;

import org.jspecify.annotations.NullMarked;
