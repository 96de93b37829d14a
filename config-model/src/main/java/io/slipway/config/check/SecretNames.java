package io.slipway.config.check;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.slipway.config.document.KeyPath;

/**
 * Which keys are named like secrets, judged by the last word of the last name. Some names speak for themselves; "key" and
 * "token" are used for much else, so that the value has to look random as well.
 */
final class SecretNames {
    private static final Set<String> CERTAIN = Set.of(
            "password", "passwd", "pwd", "passphrase", "passcode", "secret", "secrets", "credential", "credentials");
    private static final Set<String> POSSIBLE = Set.of("key", "token", "apikey", "accesskey", "auth", "authorization");
    private static final Pattern WORD_BREAK = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+");
    private static final Pattern PLACE = Pattern.compile("(?:\\.{0,2}/|[A-Za-z][A-Za-z0-9+.-]*:).*|.*\\s.*");

    private static final int SHORTEST = 16;
    /** Bits per character. Hexadecimal digits come near 4, base64 near 6, words with hyphens stay near 3. */
    private static final double RANDOM = 3.2;

    private SecretNames() {}

    /** Whether a plain value under this key is a secret by all appearance. */
    static boolean suggest(KeyPath key, String value) {
        String word = lastWord(key);
        return CERTAIN.contains(word) && !value.isBlank() || POSSIBLE.contains(word) && looksRandom(value);
    }

    static boolean looksRandom(String value) {
        return value.length() >= SHORTEST
                && value.chars().anyMatch(Character::isDigit)
                && value.chars().anyMatch(Character::isLetter)
                && !PLACE.matcher(value).matches()
                && entropy(value) >= RANDOM;
    }

    /** Shannon's entropy of the characters, in bits per character. */
    static double entropy(String value) {
        double length = value.codePointCount(0, value.length());
        return value
                .codePoints()
                .boxed()
                .collect(java.util.stream.Collectors.groupingBy(c -> c, java.util.stream.Collectors.counting()))
                .values()
                .stream()
                .mapToDouble(count -> count / length)
                .map(share -> -share * Math.log(share) / Math.log(2))
                .sum();
    }

    private static String lastWord(KeyPath key) {
        String name = key.segments().reversed().stream()
                .filter(KeyPath.Name.class::isInstance)
                .map(segment -> ((KeyPath.Name) segment).name())
                .findFirst()
                .orElse("");
        String[] words = WORD_BREAK.split(name);
        return words.length == 0 ? "" : words[words.length - 1].toLowerCase(Locale.ROOT);
    }
}
