/** Which snapshots stay: decided from values alone, and said for each of them why. */
@NullMarked
package io.slipway.backup.retention;

import org.jspecify.annotations.NullMarked;
