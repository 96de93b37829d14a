/** Work in many threads that ends with the first failure, or when the caller is interrupted. */
@NullMarked
package io.slipway.backup.repository.concurrent;

import org.jspecify.annotations.NullMarked;
