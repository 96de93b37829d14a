/** Makes sure that the cluster can keep what it promises and that the topics of the catalogue are there. */
@NullMarked
package io.slipway.kit.topics;

import org.jspecify.annotations.NullMarked;
