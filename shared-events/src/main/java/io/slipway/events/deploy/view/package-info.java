/** What the deploy context shows of its state: the documents behind the HTTP API and the CLI. */
@NullMarked
package io.slipway.events.deploy.view;

import org.jspecify.annotations.NullMarked;
