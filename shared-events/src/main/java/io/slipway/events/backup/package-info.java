/** The contract of the backup context: policies, runs, proofs and what they say of how well an application is protected. */
@NullMarked
package io.slipway.events.backup;

import org.jspecify.annotations.NullMarked;
