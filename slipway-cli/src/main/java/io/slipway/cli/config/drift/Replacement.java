package io.slipway.cli.config.drift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

/** Writes a file anew as a whole: a reader sees the old one or the new one. Its permissions stay. */
final class Replacement {
    private Replacement() {}

    static void of(Path path, Parsed<String> text) throws IOException {
        String content = switch (text) {
            case Parsed.Valid<String>(String valid) -> valid;
            case Parsed.Refused<String>(List<Fault> faults) ->
                throw new IllegalArgumentException(path + " cannot hold it: "
                        + faults.getFirst().field() + " " + faults.getFirst().message());
        };
        Path target = path.toRealPath();
        Path beside = Files.createTempFile(
                target.getParent(),
                "." + target.getFileName(),
                ".new",
                PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(target)));
        try {
            Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(target));
            Files.writeString(beside, content);
            Files.move(beside, target, ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
