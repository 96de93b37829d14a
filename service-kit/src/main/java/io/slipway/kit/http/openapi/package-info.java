/** The description of the HTTP interface that every service publishes of itself. */
@NullMarked
package io.slipway.kit.http.openapi;

import org.jspecify.annotations.NullMarked;
