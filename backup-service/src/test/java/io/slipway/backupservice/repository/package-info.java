@NullMarked
package io.slipway.backupservice.repository;

import org.jspecify.annotations.NullMarked;
