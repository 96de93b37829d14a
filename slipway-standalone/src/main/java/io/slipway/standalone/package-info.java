/** All services and a real Kafka broker in one JVM, on one HTTP port, with the data in one folder. */
@NullMarked
package io.slipway.standalone;

import org.jspecify.annotations.NullMarked;
