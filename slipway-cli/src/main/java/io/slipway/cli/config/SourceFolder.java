package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.check.CheckContext;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.exchange.FileSet;
import io.slipway.config.exchange.Folder;

/**
 * A folder with an application's configuration: {@code slipway-config.yaml} and documents in layers.
 *
 * @param files the documents by path
 * @param leftOut files at the top that are no configuration, such as a README
 */
record SourceFolder(FileSet files, List<String> leftOut) {

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when there is no such folder
     * @throws IOException when the disk cannot be read
     */
    static Parsed<SourceFolder> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        return Folder.read(folder).then(all -> {
            SortedMap<String, byte[]> documents = new TreeMap<>(all.files());
            List<String> none =
                    all.files().keySet().stream().filter(SourceFolder::isNone).toList();
            none.forEach(documents::remove);
            return Parsed.valid(new SourceFolder(new FileSet(documents), none));
        });
    }

    /** A document at the top would be in no layer, which is told; other files there are nobody's mistake. */
    private static boolean isNone(String path) {
        return path.indexOf('/') < 0 && DocumentFormat.ofFileName(path).isEmpty();
    }

    /** What the documents say, before it is checked whether they may. */
    Parsed<ConfigApplication> application() {
        return ConfigApplication.of(files.files());
    }

    /** What they say, when it passes all checks that can be made without a server. */
    Parsed<ConfigApplication> checked(String application) {
        return application().then(readable -> {
            List<Fault> faults = readable.check(CheckContext.offline(application));
            return faults.isEmpty() ? Parsed.valid(readable) : Parsed.refused(faults);
        });
    }
}
