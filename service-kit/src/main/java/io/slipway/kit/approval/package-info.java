/** Who has to agree. Pure. */
@NullMarked
package io.slipway.kit.approval;

import org.jspecify.annotations.NullMarked;
