/** What is promised of looks at the outside. */
@NullMarked
package io.slipway.deploy.verify;

import org.jspecify.annotations.NullMarked;
