package io.slipway.config.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Credentials that are known by their looks, wherever they stand. */
enum TokenFormat {
    PRIVATE_KEY("a private key", "-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY( BLOCK)?-----"),
    AWS("an AWS access key", "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
    GITHUB("a GitHub token", "\\bgh[pousr]_[A-Za-z0-9]{36,255}\\b"),
    GITHUB_FINE_GRAINED("a GitHub token", "\\bgithub_pat_[A-Za-z0-9_]{22,255}\\b"),
    GITLAB("a GitLab token", "\\bglpat-[A-Za-z0-9_-]{20,}"),
    SLACK("a Slack token", "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
    SLACK_WEBHOOK("a Slack webhook", "https://hooks\\.slack\\.com/(?:services|workflows)/[A-Za-z0-9/_-]{20,}"),
    GOOGLE("a Google API key", "\\bAIza[A-Za-z0-9_-]{35}"),
    STRIPE("a Stripe key", "\\b[rs]k_live_[A-Za-z0-9]{16,}"),
    NPM("an npm token", "\\bnpm_[A-Za-z0-9]{36}\\b"),
    JWT("a JSON Web Token", "\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"),
    /** What stands for the password must not be a reference, which names a secret and is none. */
    URL_PASSWORD(
            "an address with a password",
            "\\b[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\\s/:@]{0,200}:(?!\\$\\{)[^\\s/@]{1,200}@");

    private final String words;
    private final Pattern pattern;

    TokenFormat(String words, String pattern) {
        this.words = words;
        this.pattern = Pattern.compile(pattern);
    }

    /** What it is, with its article. */
    String words() {
        return words;
    }

    Matcher matcher(String text) {
        return pattern.matcher(text);
    }

    /** The first format that occurs in a text. */
    static Optional<TokenFormat> in(String text) {
        return Arrays.stream(values())
                .filter(format -> format.matcher(text).find())
                .findFirst();
    }
}
