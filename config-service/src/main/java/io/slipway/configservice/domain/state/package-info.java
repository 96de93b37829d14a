/** What the config aggregate knows: revisions, and what each environment has. Pure. */
@NullMarked
package io.slipway.configservice.domain.state;

import org.jspecify.annotations.NullMarked;
