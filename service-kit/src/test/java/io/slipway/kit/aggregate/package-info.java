/** Fixtures for the tests of deciders. */
@NullMarked
package io.slipway.kit.aggregate;

import org.jspecify.annotations.NullMarked;
