/** The output of any command as what is backed up. */
@NullMarked
package io.slipway.backup.command;

import org.jspecify.annotations.NullMarked;
