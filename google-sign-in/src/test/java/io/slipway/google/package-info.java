/** Signing in to Google Cloud's REST interfaces. */
@NullMarked
package io.slipway.google;

import org.jspecify.annotations.NullMarked;
