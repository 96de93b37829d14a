/** Archives of mongodump out of a repository and into one. */
@NullMarked
package io.slipway.backup.mongodb.exchange;

import org.jspecify.annotations.NullMarked;
