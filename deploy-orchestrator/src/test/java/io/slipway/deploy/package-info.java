/** What the tests of several packages use. */
@NullMarked
package io.slipway.deploy;

import org.jspecify.annotations.NullMarked;
