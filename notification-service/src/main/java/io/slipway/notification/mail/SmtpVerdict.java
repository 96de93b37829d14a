package io.slipway.notification.mail;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

import io.slipway.notification.channel.ChannelException;
import io.slipway.notification.channel.ChannelException.Kind;

/** What a server that was connected says by not taking a mail (RFC 5321, section 4.2.1: 4yz passes, 5yz does not). */
final class SmtpVerdict {
    /** RFC 4954, section 6: what is wrong is who hands it in, or how. */
    private static final Set<Integer> OF_THE_LOGIN = Set.of(530, 534, 535, 538);

    private SmtpVerdict() {}

    static ChannelException of(MessagingException failure) {
        Optional<Integer> code = chain(failure)
                .flatMap(link -> code(link).stream())
                .filter(found -> found >= 400 && found < 600)
                .findFirst();
        return code.map(found -> ChannelException.of(kind(found), "the mail server answered " + found))
                .orElseGet(() -> ChannelException.unknown(
                        "no answer from the mail server: " + failure.getClass().getSimpleName()
                                + "; it may have been told all the same",
                        failure));
    }

    private static Kind kind(int code) {
        if (OF_THE_LOGIN.contains(code)) {
            return Kind.MISCONFIGURED;
        }
        return code < 500 ? Kind.DOWN : Kind.REJECTED;
    }

    private static Stream<Exception> chain(MessagingException failure) {
        return Stream.iterate(
                failure,
                link -> link != null,
                link -> link instanceof MessagingException mail ? mail.getNextException() : null);
    }

    private static Optional<Integer> code(Exception link) {
        return switch (link) {
            case SMTPAddressFailedException address -> Optional.of(address.getReturnCode());
            case SMTPSenderFailedException sender -> Optional.of(sender.getReturnCode());
            case SMTPSendFailedException send -> Optional.of(send.getReturnCode());
            default -> Optional.empty();
        };
    }
}
