@NullMarked
package io.slipway.backupservice.architecture;

import org.jspecify.annotations.NullMarked;
