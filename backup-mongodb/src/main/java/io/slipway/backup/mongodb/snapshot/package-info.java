/** What a snapshot of MongoDB consists of. */
@NullMarked
package io.slipway.backup.mongodb.snapshot;

import org.jspecify.annotations.NullMarked;
