/** Targets as the tests need them: they keep to what is documented of the real ones, and can be made to fail. */
@NullMarked
package io.slipway.notification.targets;

import org.jspecify.annotations.NullMarked;
