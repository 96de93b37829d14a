package io.slipway.backup.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.slipway.backup.tree.GlobPattern;

/** Decides what {@link Excludes} mean. */
final class ExcludeRules {
    private static final Tag CACHE = new Tag("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55");

    private final List<Rule> rules = new ArrayList<>();
    private final List<Tag> tags = new ArrayList<>();
    private final boolean oneFileSystem;

    ExcludeRules(Excludes excludes) {
        excludes.patterns().forEach(pattern -> rules.add(Rule.of(pattern, false)));
        excludes.patternsIgnoringCase().forEach(pattern -> rules.add(Rule.of(pattern, true)));
        excludes.ifPresent().forEach(tag -> tags.add(Tag.of(tag)));
        if (excludes.caches()) {
            tags.add(CACHE);
        }
        oneFileSystem = excludes.oneFileSystem();
    }

    /** Whether the patterns leave it out; the last one that means it decides. */
    boolean excludes(String path) {
        boolean out = false;
        for (Rule rule : rules) {
            if (out == rule.takesIn && rule.pattern.matches(path)) {
                out = !rule.takesIn;
            }
        }
        return out;
    }

    /** The name of the file that leaves out everything beside it in a directory. */
    Optional<String> tagIn(Path directory) {
        return tags.stream().filter(tag -> tag.isIn(directory)).map(Tag::name).findFirst();
    }

    /** Whether a directory is a mount point that must not be looked into. */
    boolean stopsAt(long device, long deviceAbove) {
        return oneFileSystem && device != deviceAbove;
    }

    private record Rule(GlobPattern pattern, boolean takesIn) {
        static Rule of(String text, boolean ignoreCase) {
            boolean takesIn = text.startsWith("!");
            String pattern = takesIn ? text.substring(1) : text;
            return new Rule(ignoreCase ? GlobPattern.ignoringCase(pattern) : GlobPattern.of(pattern), takesIn);
        }
    }

    private record Tag(String name, String text) {
        static Tag of(String tag) {
            int colon = tag.indexOf(':');
            return colon < 0 ? new Tag(tag, "") : new Tag(tag.substring(0, colon), tag.substring(colon + 1));
        }

        boolean isIn(Path directory) {
            Path file = directory.resolve(name);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            byte[] expected = text.getBytes(StandardCharsets.UTF_8);
            try (InputStream in = expected.length == 0 ? InputStream.nullInputStream() : Files.newInputStream(file)) {
                return Arrays.equals(in.readNBytes(expected.length), expected);
            } catch (IOException e) {
                // Rather too much in the backup than too little.
                return false;
            }
        }
    }
}
