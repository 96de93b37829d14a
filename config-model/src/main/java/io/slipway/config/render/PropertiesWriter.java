package io.slipway.config.render;

import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigTree;

/** Writes .properties. */
public final class PropertiesWriter {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    private PropertiesWriter() {}

    /** Dotted keys as Spring has them; an empty list is an empty value, and types are gone. */
    public static String write(ConfigObject config) {
        StringBuilder text = new StringBuilder();
        ConfigTree.flatten(config).forEach((key, value) -> {
            escape(text, key, true);
            text.append('=');
            escape(text, value, false);
            text.append('\n');
        });
        return text.toString();
    }

    private static void escape(StringBuilder text, String raw, boolean key) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\f' -> text.append("\\f");
                case ' ' -> text.append(key || i == 0 ? "\\ " : " ");
                case '=', ':', '#', '!' -> text.append(key ? "\\" : "").append(c);
                default -> character(text, c);
            }
        }
    }

    private static void character(StringBuilder text, char c) {
        if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE) {
            text.append("\\u%04x".formatted((int) c));
        } else {
            text.append(c);
        }
    }
}
