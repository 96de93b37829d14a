/** A client of Slipway that has only the contract and a Kafka client; the how-to shows its code. */
@NullMarked
package io.slipway.client;

import org.jspecify.annotations.NullMarked;
