/** What is asked of applications and deployments. */
@NullMarked
package io.slipway.cli.command;

import org.jspecify.annotations.NullMarked;
