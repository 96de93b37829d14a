/** What the aggregate looks like from outside. Pure. */
@NullMarked
package io.slipway.configservice.domain.project;

import org.jspecify.annotations.NullMarked;
