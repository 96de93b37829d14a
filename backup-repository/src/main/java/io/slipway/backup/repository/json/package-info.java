/** How restic writes things in JSON. */
@NullMarked
package io.slipway.backup.repository.json;

import org.jspecify.annotations.NullMarked;
