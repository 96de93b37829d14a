/**
 * GitHub's deployments API over our own commands and documents, so that what speaks to GitHub speaks to Slipway. Holds no
 * state. Paths, bodies and words are those of GitHub's REST API, version 2022-11-28.
 */
@NullMarked
package io.slipway.deploy.http.github;

import org.jspecify.annotations.NullMarked;
