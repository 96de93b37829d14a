/** A service as its users meet it. */
@NullMarked
package io.slipway.kit.service;

import org.jspecify.annotations.NullMarked;
