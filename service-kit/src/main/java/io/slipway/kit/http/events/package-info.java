/** Events over HTTP: the public event topics as one resumable stream, and events from outside. */
@NullMarked
package io.slipway.kit.http.events;

import org.jspecify.annotations.NullMarked;
