package io.slipway.notification.mail;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import org.jspecify.annotations.Nullable;

import io.slipway.events.notification.Notification;
import io.slipway.notification.channel.Channel;
import io.slipway.notification.channel.ChannelException;
import io.slipway.notification.channel.ChannelException.Kind;
import io.slipway.notification.channel.Letter;
import io.slipway.notification.channel.MailSettings;

/** Hands in e-mail at a mail server. It has it once the server has answered the end of its data with 250. */
public final class MailChannel implements Channel {
    private static final String FIRST = "messageId";

    private final Session session;
    private final MailSettings settings;
    private final MailMessage.Parties parties;
    private final InstantSource clock;

    /**
     * @param timeout for connecting, and for each answer of the server
     * @throws IllegalArgumentException when an address is none
     */
    public MailChannel(MailSettings settings, Duration timeout, InstantSource clock) {
        this.session = Session.getInstance(properties(settings, timeout.toMillis()));
        this.settings = settings;
        this.parties = new MailMessage.Parties(
                address(settings.from()),
                settings.to().stream().map(MailChannel::address).toList());
        this.clock = clock;
    }

    @Override
    public Map<String, String> send(Letter letter) throws ChannelException {
        MailMessage message = message(letter.notification(), letter.thread().get(FIRST));
        Transport transport = connected();
        try {
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw SmtpVerdict.of(e);
        } finally {
            close(transport);
        }
        return Map.of(FIRST, letter.thread().getOrDefault(FIRST, message.messageId()));
    }

    private MailMessage message(Notification notification, @Nullable String first) throws ChannelException {
        try {
            MailMessage message = new MailMessage(session, parties, notification, first, clock.instant());
            message.saveChanges();
            return message;
        } catch (MessagingException e) {
            throw ChannelException.of(Kind.REJECTED, "the mail cannot be written: " + name(e));
        }
    }

    private Transport connected() throws ChannelException {
        try {
            Transport transport = session.getTransport("smtp");
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.username(),
                    settings.password() == null ? null : settings.password().reveal());
            return transport;
        } catch (AuthenticationFailedException e) {
            throw ChannelException.of(Kind.MISCONFIGURED, "the mail server does not accept username and password");
        } catch (MessagingException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw ChannelException.down("no connection to " + settings.host() + ": " + name(cause), e);
        }
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // The answer that counts has come, or its failure is on its way to the caller.
        }
    }

    private static Properties properties(MailSettings settings, long millis) {
        Properties properties = new Properties();
        put(properties, "auth", settings.username() != null);
        put(properties, "connectiontimeout", millis);
        put(properties, "timeout", millis);
        put(properties, "writetimeout", millis);
        put(properties, "sendpartial", false);
        put(properties, "quitwait", false);
        put(properties, "ssl.checkserveridentity", true);
        switch (settings.tls()) {
            case STARTTLS -> {
                put(properties, "starttls.enable", true);
                put(properties, "starttls.required", true);
            }
            case IMPLICIT -> put(properties, "ssl.enable", true);
            case NONE -> {}
        }
        return properties;
    }

    private static void put(Properties properties, String name, Object value) {
        properties.setProperty("mail.smtp." + name, String.valueOf(value));
    }

    private static InternetAddress address(String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            address.validate();
            return address;
        } catch (AddressException e) {
            throw new IllegalArgumentException(text + " is not an e-mail address", e);
        }
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
