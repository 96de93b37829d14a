/** When recurring times open and close. */
@NullMarked
package io.slipway.deploy.domain.calendar;

import org.jspecify.annotations.NullMarked;
