package io.slipway.standalone;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import static org.assertj.core.api.Assertions.assertThat;

/** Each setting is in the reference, with the default it has. */
class ConfigurationReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/reference/configuration.md");

    record Setting(String name, Optional<String> defaultValue) {}

    static Stream<Setting> settings() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.slipway").stream()
                        .filter(found -> found.isAnnotatedWith(ConfigurationProperties.class))
                        .map(found -> found.reflect())
                        .flatMap(type -> settings(
                                type.getAnnotation(ConfigurationProperties.class)
                                        .value(),
                                type));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void eachSettingIsInTheReference(Setting setting) throws IOException {
        String row = Files.readAllLines(REFERENCE).stream()
                .filter(line -> line.startsWith("| `" + setting.name() + "`"))
                .collect(Collectors.joining("\n"));

        assertThat(row).as("row of %s", setting.name()).isNotEmpty();
        setting.defaultValue()
                .ifPresent(value -> assertThat(row).containsPattern("\\| `" + Pattern.quote(value) + "` \\|"));
    }

    private static Stream<Setting> settings(String prefix, Class<?> type) {
        return Stream.of(type.getRecordComponents()).flatMap(component -> settings(prefix, type, component));
    }

    private static Stream<Setting> settings(String prefix, Class<?> type, RecordComponent component) {
        String name =
                prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return component.getType().isRecord()
                ? settings(name, component.getType())
                : Stream.of(new Setting(name, defaultOf(type, component)));
    }

    /** The annotation is on the parameter of the constructor, and from there on the accessor's component. */
    private static Optional<String> defaultOf(Class<?> type, RecordComponent component) {
        return Stream.of(type.getDeclaredConstructors())
                .flatMap(constructor -> Stream.of(constructor.getParameters()))
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .map(parameter -> parameter.getAnnotation(DefaultValue.class))
                .filter(found -> found != null && found.value().length == 1)
                .map(found -> found.value()[0])
                .findFirst();
    }
}
