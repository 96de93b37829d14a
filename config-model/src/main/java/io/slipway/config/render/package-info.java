/**
 * Effective configuration in the forms that programs read: files of variables, JSON, YAML, .properties and Kubernetes
 * manifests. What a form cannot say is a fault; nothing is left out or bent on the way.
 */
@NullMarked
package io.slipway.config.render;

import org.jspecify.annotations.NullMarked;
