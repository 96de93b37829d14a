/** Storages that go wrong in known ways. */
@NullMarked
package io.slipway.backup.storage.fault;

import org.jspecify.annotations.NullMarked;
