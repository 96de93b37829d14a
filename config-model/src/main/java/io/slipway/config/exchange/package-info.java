/**
 * Configuration from and to where it lives elsewhere: the Git repository of a Spring Cloud Config server, a folder of .env
 * files, a Kubernetes ConfigMap. Documents are taken over byte for byte where the other side has documents; an import or
 * export that would change what any service gets is refused with the keys in question. This is the only package that reads
 * and writes files.
 */
@NullMarked
package io.slipway.config.exchange;

import org.jspecify.annotations.NullMarked;
