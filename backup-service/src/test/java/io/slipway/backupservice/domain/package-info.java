@NullMarked
package io.slipway.backupservice.domain;

import org.jspecify.annotations.NullMarked;
