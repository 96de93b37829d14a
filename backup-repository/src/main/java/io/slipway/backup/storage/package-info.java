/** Where the files of a repository are kept: written once, whole or not at all. */
@NullMarked
package io.slipway.backup.storage;

import org.jspecify.annotations.NullMarked;
