/** What the deploy context hears of the backups. */
@NullMarked
package io.slipway.deploy.backup;

import org.jspecify.annotations.NullMarked;
