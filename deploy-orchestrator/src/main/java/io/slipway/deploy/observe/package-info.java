/** What deployments look like in metrics and in the log. */
@NullMarked
package io.slipway.deploy.observe;

import org.jspecify.annotations.NullMarked;
