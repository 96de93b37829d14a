/** The backup-service: policies, runs, proof and recovery. */
@NullMarked
package io.slipway.backupservice;

import org.jspecify.annotations.NullMarked;
