@NullMarked
package io.slipway.cli.backup;

import org.jspecify.annotations.NullMarked;
