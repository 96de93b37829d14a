@NullMarked
package io.slipway.configservice.domain;

import org.jspecify.annotations.NullMarked;
