/** Files that people write, read strictly: every fault with its place, all of them at once. */
@NullMarked
package io.slipway.kit.yaml;

import org.jspecify.annotations.NullMarked;
