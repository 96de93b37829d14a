package io.slipway.notification.targets;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** A real mail server in this process, which can be away for a while. */
public final class MailServer implements AutoCloseable {
    public static final String USER = "slipway@example.org";
    public static final String PASSWORD = "a-password-of-the-test";

    private final List<MimeMessage> kept = new ArrayList<>();
    private final int port;
    private GreenMail server;

    public MailServer() {
        server = start(0);
        port = server.getSmtp().getPort();
    }

    public int port() {
        return port;
    }

    /** From now on nobody listens. */
    public void goDown() {
        kept.addAll(List.of(server.getReceivedMessages()));
        server.stop();
    }

    /** On the same port. */
    public void comeBack() {
        server = start(port);
    }

    /** The mails it took, in order. */
    public List<MimeMessage> mails() {
        return Stream.concat(kept.stream(), Stream.of(server.getReceivedMessages()))
                .toList();
    }

    public List<String> subjects() {
        return mails().stream().map(MailServer::subject).toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static GreenMail start(int port) {
        GreenMail mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.setUser(USER, PASSWORD);
        mail.start();
        return mail;
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
