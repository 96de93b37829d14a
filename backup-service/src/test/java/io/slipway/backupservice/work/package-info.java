@NullMarked
package io.slipway.backupservice.work;

import org.jspecify.annotations.NullMarked;
