@NullMarked
package io.slipway.backupservice.domain.project;

import org.jspecify.annotations.NullMarked;
