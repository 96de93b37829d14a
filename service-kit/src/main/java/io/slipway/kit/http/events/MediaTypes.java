package io.slipway.kit.http.events;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** What the data of a CloudEvent is, by its {@code datacontenttype}. */
final class MediaTypes {
    private MediaTypes() {}

    /** JSON, as is data of which nothing is said (JSON event format 1.0.2, section 3.1). */
    static boolean json(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.endsWith("/json") || type.endsWith("+json");
    }

    /** Text that can be shown as it is. */
    static boolean text(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith("text/");
    }
}
