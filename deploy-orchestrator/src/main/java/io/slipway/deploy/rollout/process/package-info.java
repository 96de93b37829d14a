/** The process driver: operating system processes on this host behind a proxy. */
@NullMarked
package io.slipway.deploy.rollout.process;

import org.jspecify.annotations.NullMarked;
