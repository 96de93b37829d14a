/** What the documents of a revision mean: they are checked before it is one, and read when somebody asks for it. */
@NullMarked
package io.slipway.configservice.source;

import org.jspecify.annotations.NullMarked;
