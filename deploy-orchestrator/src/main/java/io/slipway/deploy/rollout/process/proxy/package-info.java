/** The proxy in front of a service's instances: a process of its own, told by declared routes. */
@NullMarked
package io.slipway.deploy.rollout.process.proxy;

import org.jspecify.annotations.NullMarked;
