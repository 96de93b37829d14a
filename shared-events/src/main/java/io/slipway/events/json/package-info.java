/** How messages become bytes and come back: one JSON mapper, one CloudEvents codec. */
@NullMarked
package io.slipway.events.json;

import org.jspecify.annotations.NullMarked;
