package io.slipway.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The CloudEvents {@code type} under which a message record travels, and one sentence for the reference. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface MessageType {
    /** For example {@code io.slipway.deploy.deployment.queued.v1}. */
    String value();

    /** What the message says, in one sentence. */
    String description();
}
