/** What the operating system does for builds and instances: programs found, groups of processes ended together. */
@NullMarked
package io.slipway.deploy.os;

import org.jspecify.annotations.NullMarked;
