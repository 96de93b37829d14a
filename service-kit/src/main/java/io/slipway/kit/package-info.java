/** What every service has in common and nothing else. */
@NullMarked
package io.slipway.kit;

import org.jspecify.annotations.NullMarked;
