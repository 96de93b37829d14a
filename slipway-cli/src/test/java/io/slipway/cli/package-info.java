/** The command line from the outside: what is typed, what a server answers, what is printed, how it ends. */
@NullMarked
package io.slipway.cli;

import org.jspecify.annotations.NullMarked;
