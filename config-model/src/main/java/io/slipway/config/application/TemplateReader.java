package io.slipway.config.application;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigObject;

/** Reads the entries of {@code templates} in a declaration. */
final class TemplateReader {
    private static final Pattern FILE = Pattern.compile("templates/[A-Za-z0-9][A-Za-z0-9._-]{0,80}");

    private final Set<String> environments;
    private final List<String> services;
    private final Set<String> seen = new HashSet<>();

    /** @param services that may be named; empty means any */
    TemplateReader(Set<String> environments, List<String> services) {
        this.environments = environments;
        this.services = services;
    }

    Optional<TemplateUse> read(Fields fields) {
        fields.nothingElse("file", "service", "values");
        Optional<String> file =
                fields.text("file", FILE, "a file in templates/ is expected, like templates/database.yaml");
        if (!fields.has("file")) {
            fields.fault("file", "is missing; it names the template, like templates/database.yaml");
        }
        @Nullable
        String service = fields.text("service", DeclarationReader.NAME, DeclarationReader.NAME_EXPECTED)
                .orElse(null);
        if (service != null && !services.isEmpty() && !services.contains(service)) {
            fields.fault("service", "no service that is declared has the name " + service);
        }
        if (file.isPresent() && !seen.add(file.get() + " " + service)) {
            fields.fault("file", "two entries render this template for the same services");
        }
        SequencedMap<String, ConfigObject> values = new LinkedHashMap<>();
        fields.object("values").ifPresent(all -> values(all, values));
        return file.map(path -> new TemplateUse(
                fields.key(), path, service, values, fields.node().position()));
    }

    private void values(Fields all, SequencedMap<String, ConfigObject> values) {
        for (String environment : all.node().members().keySet()) {
            if (!environments.contains(environment)) {
                all.fault(environment, "no environment that is declared has this name");
            }
            all.object(environment).ifPresent(told -> values.put(environment, told.node()));
        }
    }
}
