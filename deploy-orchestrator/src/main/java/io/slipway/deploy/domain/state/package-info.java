/** What the deploy context remembers: applications, their lanes, the deployments in them. Values only. */
@NullMarked
package io.slipway.deploy.domain.state;

import org.jspecify.annotations.NullMarked;
