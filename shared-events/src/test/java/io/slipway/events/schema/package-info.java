/** What follows from the contract and is checked in: schemas, golden messages, reference pages. */
@NullMarked
package io.slipway.events.schema;

import org.jspecify.annotations.NullMarked;
