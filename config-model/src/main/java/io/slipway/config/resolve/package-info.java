/** References between keys: <code>${other.key}</code>, <code>${other.key:default}</code> and <code>${secret:name}</code>. */
@NullMarked
package io.slipway.config.resolve;

import org.jspecify.annotations.NullMarked;
