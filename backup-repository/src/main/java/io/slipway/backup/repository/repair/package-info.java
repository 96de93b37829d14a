/** Making good what crashes and broken disks did. */
@NullMarked
package io.slipway.backup.repository.repair;

import org.jspecify.annotations.NullMarked;
