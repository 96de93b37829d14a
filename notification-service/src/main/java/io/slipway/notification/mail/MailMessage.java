package io.slipway.notification.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;

import io.slipway.events.notification.Notification;
import io.slipway.notification.channel.Wording;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A notification as an e-mail. Its {@code Message-ID} follows from the notification, so that a second copy can be told
 * from a second message; {@code References} puts the mails of a deployment into one thread (RFC 5322, section 3.6.4).
 */
final class MailMessage extends MimeMessage {
    private static final int SUBJECT = 200;

    private final String messageId;

    /** Whom it is from and goes to. */
    record Parties(InternetAddress from, List<InternetAddress> to) {}

    /** @param first id of the first mail about the deployment; null for this one */
    MailMessage(Session session, Parties parties, Notification notification, @Nullable String first, Instant now)
            throws MessagingException {
        super(session);
        this.messageId = id(notification, parties.from());
        setFrom(parties.from());
        setRecipients(Message.RecipientType.TO, parties.to().toArray(InternetAddress[]::new));
        setSubject(inOneLine(Wording.title(notification)), UTF_8.name());
        setText(Wording.paragraph(notification), UTF_8.name());
        setSentDate(Date.from(now));
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("X-Slipway-Delivery", inOneLine(notification.id()));
        if (first != null) {
            setHeader("In-Reply-To", first);
            setHeader("References", first);
        }
    }

    String messageId() {
        return messageId;
    }

    /** The library would give it one that changes with each attempt. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    /** Two Slipways may have applications of the same name; the id of the event that led here is nobody else's. */
    private static String id(Notification notification, InternetAddress from) {
        String address = from.getAddress();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((notification.id() + " " + notification.sourceEventId()).getBytes(StandardCharsets.UTF_8));
            return "<" + HexFormat.of().formatHex(digest, 0, 16) + ".slipway@"
                    + address.substring(address.indexOf('@') + 1) + ">";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String inOneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= SUBJECT ? line : line.substring(0, SUBJECT - 1) + "…";
    }
}
