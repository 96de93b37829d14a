@NullMarked
package io.slipway.backupservice;

import org.jspecify.annotations.NullMarked;
