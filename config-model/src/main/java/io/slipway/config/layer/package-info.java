/**
 * Documents in layers: what a service in an environment really gets, why, and what another revision would change. Each layer
 * overrides the ones under it key by key; nothing here depends on the order in which documents arrive.
 */
@NullMarked
package io.slipway.config.layer;

import org.jspecify.annotations.NullMarked;
