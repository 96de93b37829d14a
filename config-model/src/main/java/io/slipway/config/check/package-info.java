/**
 * Whether a revision of configuration may be accepted: schema, rules across keys, references and secrets, for every target
 * that the documents make a difference for. All faults come at once, each with document, line and column; none of them
 * quotes a value that is or may be a secret.
 */
@NullMarked
package io.slipway.config.check;

import org.jspecify.annotations.NullMarked;
