/** Changes single keys of documents, and leaves comments and layout alone where it can. */
@NullMarked
package io.slipway.config.edit;

import org.jspecify.annotations.NullMarked;
