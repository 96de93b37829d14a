/** How the parts of a service reach Kafka: settings, record headers, and a reader of whole topics. */
@NullMarked
package io.slipway.kit.kafka;

import org.jspecify.annotations.NullMarked;
