/**
 * What configuration is, in plain Java: documents, layers, checks and secrets. The config-service decides with it, and the
 * command line checks with it offline, so that both always agree.
 */
@NullMarked
package io.slipway.config;

import org.jspecify.annotations.NullMarked;
