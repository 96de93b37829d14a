@NullMarked
package io.slipway.configclient;

import org.jspecify.annotations.NullMarked;
