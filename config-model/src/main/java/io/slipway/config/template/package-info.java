/**
 * Templates: a document with declared parameters, rendered for each environment. Values are put into a document that has been
 * read already, so that a value can never become a key, and nothing is evaluated.
 */
@NullMarked
package io.slipway.config.template;

import org.jspecify.annotations.NullMarked;
