package io.slipway.cli.config.drift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.render.RenderFormat;
import io.slipway.config.render.RenderOptions;

/** A file that was rendered once: YAML, JSON, .properties or .env, by its name. */
public record RenderedFile(Path path) implements Location {
    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public List<Difference> compare(Desired desired) throws IOException {
        DocumentFormat format = format();
        return switch (DocumentReader.read(path.toString(), format, Files.readAllBytes(path))) {
            case Parsed.Valid<ConfigTree>(ConfigTree tree) ->
                Difference.between(desired.in(format), tree.flatten(), desired.opened(), true);
            case Parsed.Refused<ConfigTree>(List<Fault> faults) ->
                throw new IllegalArgumentException(faults.getFirst().toString());
        };
    }

    @Override
    public boolean mend(Desired desired) throws IOException {
        RenderFormat form = switch (format()) {
            case YAML -> RenderFormat.YAML;
            case JSON -> RenderFormat.JSON;
            case PROPERTIES -> RenderFormat.PROPERTIES;
            case DOTENV -> RenderFormat.ENV;
        };
        Replacement.of(path, desired.render(form, RenderOptions.named(desired.application())));
        return true;
    }

    private DocumentFormat format() {
        return DocumentFormat.ofFileName(path.getFileName().toString())
                .orElseThrow(() -> new IllegalArgumentException(
                        path + " is neither YAML, JSON, .properties nor .env by its name"));
    }
}
