/** CDEvents against the specification's own schemas and conformance files. */
@NullMarked
package io.slipway.events.cdevents;

import org.jspecify.annotations.NullMarked;
