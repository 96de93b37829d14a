@NullMarked
package io.slipway.config.application;

import org.jspecify.annotations.NullMarked;
