/**
 * One configuration document: its bytes in YAML, JSON, .properties or .env, read strictly into an immutable tree in which
 * every value still knows the line and column it came from. Reading never throws because of what a document says; it
 * returns all faults at once.
 */
@NullMarked
package io.slipway.config.document;

import org.jspecify.annotations.NullMarked;
