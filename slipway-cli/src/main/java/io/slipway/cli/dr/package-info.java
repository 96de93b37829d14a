/** Disaster recovery: the runbook that says what to do, and the drill that does it. */
@NullMarked
package io.slipway.cli.dr;

import org.jspecify.annotations.NullMarked;
