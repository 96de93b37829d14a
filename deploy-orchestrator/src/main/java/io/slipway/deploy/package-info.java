/** The deploy-orchestrator: takes deploy requests and carries versions through the environments of an application. */
@NullMarked
package io.slipway.deploy;

import org.jspecify.annotations.NullMarked;
