/** That what speaks to GitHub's deployments API is understood. */
@NullMarked
package io.slipway.deploy.http.github;

import org.jspecify.annotations.NullMarked;
