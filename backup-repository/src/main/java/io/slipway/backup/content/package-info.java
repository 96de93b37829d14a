/** Content of any length as chunks in a repository. */
@NullMarked
package io.slipway.backup.content;

import org.jspecify.annotations.NullMarked;
