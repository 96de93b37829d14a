/** Reads a server into a snapshot. */
@NullMarked
package io.slipway.backup.mongodb.dump;

import org.jspecify.annotations.NullMarked;
