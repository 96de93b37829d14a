package io.slipway.notification.slack;

/**
 * Text as Slack wants it: {@code &}, {@code <} and {@code >} are control characters in every text object and become
 * entities (docs.slack.dev, "Formatting message text"). Cut so that the escaped text keeps within a limit.
 */
final class SlackText {
    private static final String CUT = "…";

    private SlackText() {}

    /** @param limit in characters, after escaping */
    static String escaped(String text, int limit) {
        StringBuilder out = new StringBuilder();
        int[] points = text.codePoints().toArray();
        int fits = 0;
        for (int point : points) {
            String next = escaped(point);
            if (out.length() + next.length() > limit) {
                out.setLength(fits);
                return out.append(CUT).toString();
            }
            out.append(next);
            if (out.length() <= limit - CUT.length()) {
                fits = out.length();
            }
        }
        return out.toString();
    }

    private static String escaped(int point) {
        return switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(point);
        };
    }
}
