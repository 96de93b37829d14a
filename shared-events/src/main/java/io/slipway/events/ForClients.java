package io.slipway.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Commands that somebody outside may send, over HTTP or Kafka. The others are a service's own: what its workers report,
 * and what it has to take note of.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ForClients {}
