/** Shows things: tables, JSON, YAML, problems. */
@NullMarked
package io.slipway.cli.output;

import org.jspecify.annotations.NullMarked;
