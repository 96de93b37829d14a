/** Writes what nobody may do unseen to the audit stream. */
@NullMarked
package io.slipway.kit.audit;

import org.jspecify.annotations.NullMarked;
