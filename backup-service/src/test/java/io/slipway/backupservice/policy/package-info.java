@NullMarked
package io.slipway.backupservice.policy;

import org.jspecify.annotations.NullMarked;
