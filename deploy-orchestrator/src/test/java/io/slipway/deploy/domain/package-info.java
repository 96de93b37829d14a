/** What the deploy context promises, told without Kafka. */
@NullMarked
package io.slipway.deploy.domain;

import org.jspecify.annotations.NullMarked;
