/** What the serializers promise to a client, for any message and for any bytes. */
@NullMarked
package io.slipway.events.kafka;

import org.jspecify.annotations.NullMarked;
