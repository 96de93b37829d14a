package io.slipway.notification.channel;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How e-mail is handed over.
 *
 * @param host of the mail server
 * @param port 587 is for clients that hand in mail
 * @param tls how the connection is kept secret
 * @param username whom to log in as; absent for a server that asks nobody
 * @param from whom it comes from
 * @param to whom it goes to
 */
public record MailSettings(
        String host,
        @DefaultValue("587") int port,
        @DefaultValue("STARTTLS") Tls tls,
        @Nullable String username,
        @Nullable Secret password,
        String from,
        List<String> to) {
    /** How the connection is kept secret. */
    public enum Tls {
        /** It begins in the clear and is refused unless the server changes over to TLS. */
        STARTTLS,
        /** TLS from the first byte. */
        IMPLICIT,
        /** Not at all. */
        NONE
    }

    public MailSettings {
        to = List.copyOf(to);
    }
}
