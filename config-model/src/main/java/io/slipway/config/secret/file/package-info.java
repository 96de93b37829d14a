/** The adapter that keeps key-encryption keys in a file of this host, for everybody without a key management service. */
@NullMarked
package io.slipway.config.secret.file;

import org.jspecify.annotations.NullMarked;
