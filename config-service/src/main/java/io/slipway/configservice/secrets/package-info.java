/** Reads and writes of secret values: who may, and the record of each read. */
@NullMarked
package io.slipway.configservice.secrets;

import org.jspecify.annotations.NullMarked;
