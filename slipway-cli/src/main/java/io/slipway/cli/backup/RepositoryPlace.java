package io.slipway.cli.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.api.Connection;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which repository is opened directly, without a server. */
public final class RepositoryPlace {
    private static final int ORDER = Connection.ORDER + 10;

    @Option(
            names = "--repository",
            paramLabel = "LOCATION",
            order = ORDER,
            scope = ScopeType.INHERIT,
            defaultValue = "${env:SLIPWAY_REPOSITORY}",
            description = {
                "Work on this repository itself, without a server (SLIPWAY_REPOSITORY):",
                "a folder, s3:https://HOST/BUCKET/PREFIX, gs:BUCKET:/PREFIX or sftp:USER@HOST:/PATH."
            })
    private @Nullable String location;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            order = ORDER + 1,
            scope = ScopeType.INHERIT,
            defaultValue = "${env:SLIPWAY_PASSPHRASE_FILE}",
            description =
                    "Its passphrase, in the first line of a file (SLIPWAY_PASSPHRASE_FILE). Default: it is asked for.")
    private @Nullable Path passphraseFile;

    /** Where it is; empty where a server is to be asked. */
    public Optional<String> location() {
        return Optional.ofNullable(location).filter(text -> !text.isBlank());
    }

    /** The file with the passphrase; empty where it is asked for. */
    public Optional<Path> passphraseFile() {
        return Optional.ofNullable(passphraseFile)
                .filter(file -> !file.toString().isBlank());
    }

    /** The passphrase, which the caller wipes out. */
    public char[] passphrase() throws IOException {
        if (passphraseFile().isPresent()) {
            return firstLine(Files.readAllBytes(passphraseFile().get()));
        }
        if (System.console() == null) {
            throw new IllegalArgumentException(
                    "the repository needs its passphrase, and nobody is there to ask; name a file with --passphrase-file");
        }
        char[] typed = System.console().readPassword("Passphrase of the repository: ");
        return typed == null ? new char[0] : typed;
    }

    private char[] firstLine(byte[] bytes) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            char[] all = Arrays.copyOf(text.array(), text.limit());
            Arrays.fill(text.array(), '\0');
            int end = 0;
            while (end < all.length && all[end] != '\n' && all[end] != '\r') {
                end++;
            }
            char[] line = Arrays.copyOf(all, end);
            Arrays.fill(all, '\0');
            if (line.length == 0) {
                throw new IllegalArgumentException("the first line of " + passphraseFile + " is empty");
            }
            return line;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(passphraseFile + " is not UTF-8");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
