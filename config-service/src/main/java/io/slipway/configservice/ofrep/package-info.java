/** Feature flags by the OpenFeature Remote Evaluation Protocol, version 0.3.0. */
@NullMarked
package io.slipway.configservice.ofrep;

import org.jspecify.annotations.NullMarked;
