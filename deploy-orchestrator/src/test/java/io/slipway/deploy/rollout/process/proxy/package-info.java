/** What the proxy promises to users and to instances. */
@NullMarked
package io.slipway.deploy.rollout.process.proxy;

import org.jspecify.annotations.NullMarked;
