/** The JDK's ciphers and hashes, found quickly and fed so that they are fast soon. */
@NullMarked
package io.slipway.backup.primitive;

import org.jspecify.annotations.NullMarked;
