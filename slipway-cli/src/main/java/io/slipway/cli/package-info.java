/** The command line. It knows the HTTP API and the contract, and nothing of the services. */
@NullMarked
package io.slipway.cli;

import org.jspecify.annotations.NullMarked;
