/**
 * CDEvents 0.5.1 as records: the vocabulary of the Continuous Delivery Foundation for what happens between a change and
 * production. See https://github.com/cdevents/spec/tree/v0.5.1.
 */
@NullMarked
package io.slipway.events.cdevents;

import org.jspecify.annotations.NullMarked;
