/**
 * Configuration for an application that is not built on Spring: read it, watch it, and start without the config-service. Needs
 * the JDK and Jackson, and nothing else of Slipway.
 */
@NullMarked
package io.slipway.configclient;

import org.jspecify.annotations.NullMarked;
