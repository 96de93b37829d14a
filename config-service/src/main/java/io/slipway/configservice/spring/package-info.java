/** The HTTP protocol of a Spring Cloud Config server, so that its clients start from here unmodified. */
@NullMarked
package io.slipway.configservice.spring;

import org.jspecify.annotations.NullMarked;
