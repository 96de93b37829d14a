/** What is in a file, a process or a ConfigMap, held against what should be there. */
@NullMarked
package io.slipway.cli.config.drift;

import org.jspecify.annotations.NullMarked;
