/** What every storage has to do, and storages that go wrong in known ways. */
@NullMarked
package io.slipway.backup.storage;

import org.jspecify.annotations.NullMarked;
