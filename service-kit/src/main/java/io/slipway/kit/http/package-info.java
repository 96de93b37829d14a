/** What every service's HTTP interface has in common: problems, bearer tokens, body limits, commands over HTTP. */
@NullMarked
package io.slipway.kit.http;

import org.jspecify.annotations.NullMarked;
