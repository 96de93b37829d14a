package io.slipway.backup.repository.file;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.NotARepositoryException;
import io.slipway.backup.repository.json.JsonObject;
import io.slipway.backup.repository.json.JsonObjectWriter;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.StoredFile;

/**
 * The file {@code config} of a repository.
 *
 * @param version of the format: 1, or 2 with compression
 * @param id 64 hexadecimal digits that never change
 */
public record RepositoryConfig(int version, String id, String chunkerPolynomial) {
    public static final int NEWEST = 2;

    public static RepositoryConfig random() {
        SecureRandom random = new SecureRandom();
        byte[] id = new byte[32];
        random.nextBytes(id);
        return new RepositoryConfig(
                NEWEST, HexFormat.of().formatHex(id), Long.toHexString(ChunkerPolynomial.random(random)));
    }

    public void save(SealedFiles files) throws IOException {
        files.save(
                FileType.CONFIG,
                new JsonObjectWriter()
                        .number("version", version)
                        .text("id", id)
                        .text("chunker_polynomial", chunkerPolynomial)
                        .finish());
    }

    /** @throws NotARepositoryException if it is of a version that this program does not know */
    public static RepositoryConfig load(SealedFiles files) throws IOException {
        RepositoryConfig config;
        byte[] json = files.load(StoredFile.CONFIG);
        try {
            JsonObject file = JsonObject.parse(json);
            config = new RepositoryConfig(
                    file.smallNumber("version"), file.textOrEmpty("id"), file.textOrEmpty("chunker_polynomial"));
        } catch (DamagedException e) {
            throw new DamagedException("config is damaged: " + e.getMessage(), e);
        }
        if (config.version() < 1 || config.version() > NEWEST) {
            throw new NotARepositoryException("the repository has version " + config.version()
                    + " of the format, and this program knows 1 and 2: nothing was read or changed. Use a newer one, or the"
                    + " restic that made it");
        }
        if (!config.id().matches("[0-9a-f]{64}")) {
            throw new DamagedException("config is damaged: the repository's id is '" + config.id() + "'");
        }
        return config;
    }
}
