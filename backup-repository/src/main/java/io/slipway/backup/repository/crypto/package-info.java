/** restic's encryption: keys from passphrases, and sealing with AES-256-CTR and Poly1305-AES. */
@NullMarked
package io.slipway.backup.repository.crypto;

import org.jspecify.annotations.NullMarked;
