package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.slipway.config.document.Fault;
import io.slipway.config.exchange.FileSet;
import io.slipway.config.exchange.Folder;

/** A folder that files are written to; what somebody has written there is not lost by accident. */
record TargetFolder(Path folder) {

    /**
     * Writes files; the same ones again change nothing.
     *
     * @param force over files that are different, too
     * @throws RefusedException when files would be lost, or cannot be there; then nothing is written
     */
    void write(FileSet files, boolean force) throws IOException {
        List<Fault> different = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
            Path there = folder.resolve(file.getKey());
            if (!force && Files.exists(there) && !Arrays.equals(Files.readAllBytes(there), file.getValue())) {
                different.add(Fault.of(file.getKey(), "is there already, and different"));
            }
        }
        if (!different.isEmpty()) {
            throw new RefusedException(
                    "nothing was written; look at these files, then write over them with --force", folder, different);
        }
        List<Fault> faults = Folder.write(folder, files);
        if (!faults.isEmpty()) {
            throw new RefusedException("nothing was written", folder, faults);
        }
    }
}
