/** What is promised of looks at the outside. */
@NullMarked
package io.slipway.deploy.gatecheck;

import org.jspecify.annotations.NullMarked;
