/** The service's hold on key-encryption keys, and what it does with wrapped data keys. */
@NullMarked
package io.slipway.configservice.keys;

import org.jspecify.annotations.NullMarked;
