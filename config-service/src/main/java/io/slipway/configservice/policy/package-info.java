/** Whether what is in force keeps the policies. */
@NullMarked
package io.slipway.configservice.policy;

import org.jspecify.annotations.NullMarked;
