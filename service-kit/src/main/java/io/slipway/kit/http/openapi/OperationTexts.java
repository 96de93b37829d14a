package io.slipway.kit.http.openapi;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Properties;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What operations and their parameters are for, in words, from the files {@code openapi/*.properties} of all modules:
 * {@code <operation>} is a summary, {@code <operation>.description} says more, {@code <operation>.response} what a good
 * answer is, {@code <operation>.<parameter>} and, for all operations without one, {@code parameter.<parameter>} say what a
 * parameter means.
 */
final class OperationTexts {
    private final Properties texts = new Properties();

    private OperationTexts() {}

    static OperationTexts load() {
        OperationTexts loaded = new OperationTexts();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:openapi/*.properties")) {
                try (Reader reader = new InputStreamReader(file.getInputStream(), UTF_8)) {
                    loaded.texts.load(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the descriptions of operations", e);
        }
        return loaded;
    }

    @Nullable
    String summary(String operation) {
        return texts.getProperty(operation);
    }

    @Nullable
    String description(String operation) {
        return texts.getProperty(operation + ".description");
    }

    @Nullable
    String response(String operation) {
        return texts.getProperty(operation + ".response");
    }

    @Nullable
    String parameter(String operation, String parameter) {
        return texts.getProperty(operation + "." + parameter, texts.getProperty("parameter." + parameter));
    }
}
