/** Whether a repository is whole: structure, reachability, and the data itself. */
@NullMarked
package io.slipway.backup.repository.check;

import org.jspecify.annotations.NullMarked;
