/** What the event stream and the event intake promise. */
@NullMarked
package io.slipway.kit.http.events;

import org.jspecify.annotations.NullMarked;
