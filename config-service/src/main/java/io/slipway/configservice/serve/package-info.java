/** What each instance gets, out of memory: nothing here asks Kafka or a disk. */
@NullMarked
package io.slipway.configservice.serve;

import org.jspecify.annotations.NullMarked;
