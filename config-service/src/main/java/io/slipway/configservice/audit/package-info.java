/** Who read what, in the audit stream. */
@NullMarked
package io.slipway.configservice.audit;

import org.jspecify.annotations.NullMarked;
