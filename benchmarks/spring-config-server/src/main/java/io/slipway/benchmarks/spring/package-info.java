/** The server that the config-service is measured beside. */
package io.slipway.benchmarks.spring;
