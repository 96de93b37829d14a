package io.slipway.cli.config;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What other tools keep configuration in. */
enum ExchangeFormat {
    /** The repository of a Spring Cloud Config server. */
    spring,
    /** A folder of .env files. */
    env,
    /** A Kubernetes ConfigMap. */
    configmap,
    /** Our own folder. */
    documents;

    /** For an import, of which our own folder is none. */
    static final class Foreign implements ITypeConverter<ExchangeFormat> {
        @Override
        public ExchangeFormat convert(String value) {
            return switch (value) {
                case "spring" -> spring;
                case "env" -> env;
                case "configmap" -> configmap;
                default ->
                    throw new TypeConversionException("'" + value + "' is no format; write spring, env or configmap");
            };
        }
    }
}
