/** Runs the task handlers of a service: takes offered work under a lease, does it, and reports until Kafka has it. */
@NullMarked
package io.slipway.kit.worker;

import org.jspecify.annotations.NullMarked;
