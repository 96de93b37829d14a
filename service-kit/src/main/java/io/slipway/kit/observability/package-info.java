/** What makes a service's work visible: correlation ids in logs, metrics and traces. */
@NullMarked
package io.slipway.kit.observability;

import org.jspecify.annotations.NullMarked;
