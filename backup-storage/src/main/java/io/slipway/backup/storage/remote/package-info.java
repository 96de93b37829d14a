/** What the storages have in common that are reached over a network. */
@NullMarked
package io.slipway.backup.storage.remote;

import org.jspecify.annotations.NullMarked;
