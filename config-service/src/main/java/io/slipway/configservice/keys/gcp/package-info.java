/**
 * Google Cloud KMS as a keeper of key-encryption keys: its REST interface, signing in with the metadata server, and what its
 * refusals mean for an operator.
 */
@NullMarked
package io.slipway.configservice.keys.gcp;

import org.jspecify.annotations.NullMarked;
