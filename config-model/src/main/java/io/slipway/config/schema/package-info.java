/** The JSON Schema (draft 2020-12) of an application's configuration: what it says about a key, and in words. */
@NullMarked
package io.slipway.config.schema;

import org.jspecify.annotations.NullMarked;
