/** A replica set of one member in this JVM. */
@NullMarked
package io.slipway.simulation.mongodb;

import org.jspecify.annotations.NullMarked;
