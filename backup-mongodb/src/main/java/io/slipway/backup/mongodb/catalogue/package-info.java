/** What a server has: its collections with their options and indexes. */
@NullMarked
package io.slipway.backup.mongodb.catalogue;

import org.jspecify.annotations.NullMarked;
