/** Opens the repositories of policies, and looks into them. */
@NullMarked
package io.slipway.backupservice.repository;

import org.jspecify.annotations.NullMarked;
