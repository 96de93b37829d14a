package io.slipway.config.application;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentPath;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.LayerPath;
import io.slipway.config.render.JsonWriter;
import io.slipway.config.template.ConfigTemplate;
import io.slipway.events.config.EnvironmentPolicy;

/**
 * The documents that templates say, one for each environment. A revision keeps the templates and what they are told, and nothing
 * else goes into a document, so that reading a revision again gives the same documents. One use.
 */
final class RenderedTemplates {
    private static final String FOLDER = "templates/";

    private final Declaration declaration;
    private final Map<String, ConfigTemplate> templates = new HashMap<>();
    private final SequencedMap<ConfigDocument, ConfigTree> rendered = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private long bytes;

    private RenderedTemplates(Declaration declaration) {
        this.declaration = declaration;
    }

    /** Takes the templates out of all documents. */
    static SortedMap<String, byte[]> take(SortedMap<String, byte[]> documents) {
        SortedMap<String, byte[]> templates = new TreeMap<>();
        documents.forEach((path, content) -> {
            if (path.startsWith(FOLDER)) {
                templates.put(path, content);
            }
        });
        templates.keySet().forEach(documents::remove);
        return templates;
    }

    /** The documents with their trees, whose places are those in the templates. */
    static Parsed<SequencedMap<ConfigDocument, ConfigTree>> of(
            Declaration declaration, SortedMap<String, byte[]> files) {
        RenderedTemplates all = new RenderedTemplates(declaration);
        files.forEach(all::read);
        declaration.templates().forEach(use -> all.render(use, files.containsKey(use.file())));
        return all.faults.isEmpty() ? Parsed.valid(all.rendered) : Parsed.refused(all.faults);
    }

    private void read(String path, byte[] content) {
        Optional<Fault> bad = DocumentPath.check(path);
        if (bad.isPresent()) {
            faults.add(bad.get());
            return;
        }
        if (declaration.templates().stream().noneMatch(use -> use.file().equals(path))) {
            faults.add(Fault.of(
                    path,
                    ConfigApplication.DECLARATION + " names it nowhere under templates, so that nobody would get it"));
        }
        switch (DocumentReader.read(path, content).then(ConfigTemplate::read)) {
            case Parsed.Valid<ConfigTemplate>(ConfigTemplate template) -> templates.put(path, template);
            case Parsed.Refused<ConfigTemplate>(List<Fault> more) -> faults.addAll(more);
        }
    }

    private void render(TemplateUse use, boolean there) {
        if (!there) {
            faults.add(Fault.at(use.at(), use.key() + ".file", "there is no document " + use.file()));
            return;
        }
        ConfigTemplate template = templates.get(use.file());
        if (template == null) {
            return;
        }
        for (EnvironmentPolicy environment : declaration.environments()) {
            render(use, template, environment.name());
        }
    }

    private void render(TemplateUse use, ConfigTemplate template, String environment) {
        if (bytes > ConfigSource.LARGEST) {
            return;
        }
        ConfigTree told = new ConfigTree(ConfigApplication.DECLARATION, use.valuesIn(environment));
        switch (template.render(environment, told)) {
            case Parsed.Valid<ConfigTree>(ConfigTree tree) -> {
                String json = JsonWriter.write(tree.root());
                String name = use.file().substring(FOLDER.length());
                rendered.put(
                        ConfigDocument.rendered(new LayerPath(environment, use.service(), null), name, json), tree);
                bytes += json.length();
            }
            case Parsed.Refused<ConfigTree>(List<Fault> more) ->
                more.forEach(fault -> faults.add(placed(fault, use, environment)));
        }
    }

    /** A parameter is told in the declaration, and is there by its whole key. */
    private static Fault placed(Fault fault, TemplateUse use, String environment) {
        return fault.document().equals(ConfigApplication.DECLARATION)
                ? Fault.at(
                        fault.position(), use.key() + ".values." + environment + "." + fault.field(), fault.message())
                : new Fault(
                        fault.document(),
                        fault.line(),
                        fault.column(),
                        fault.field(),
                        fault.message() + " (in " + environment + ")");
    }
}
