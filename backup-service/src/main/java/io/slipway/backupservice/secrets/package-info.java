/** The secrets that policies name. */
@NullMarked
package io.slipway.backupservice.secrets;

import org.jspecify.annotations.NullMarked;
