/** Environment configuration: versioned, checked before it is accepted, and rolled out with care. */
@NullMarked
package io.slipway.configservice;

import org.jspecify.annotations.NullMarked;
