/** Requests to servers that nobody vouches for. */
@NullMarked
package io.slipway.deploy.outbound;

import org.jspecify.annotations.NullMarked;
