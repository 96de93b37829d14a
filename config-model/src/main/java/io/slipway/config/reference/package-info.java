/** The page that documents an application's keys, made from its schema. */
@NullMarked
package io.slipway.config.reference;

import org.jspecify.annotations.NullMarked;
