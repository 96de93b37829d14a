package io.slipway.notification.deliver;

import java.time.Duration;
import java.util.List;

import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.slipway.events.notification.DeliveryEvent.GivenUp;
import io.slipway.events.notification.NotificationCommand.ObserveTransition;
import io.slipway.notification.channel.ChannelSettings;
import io.slipway.notification.channel.MailSettings;
import io.slipway.notification.channel.Secret;
import io.slipway.notification.domain.Deployments;
import io.slipway.notification.targets.MailServer;
import io.slipway.notification.targets.SmtpScript;

import static io.slipway.events.deploy.DeploymentState.FAILED;
import static io.slipway.events.deploy.DeploymentState.GATES;
import static io.slipway.events.deploy.DeploymentState.QUEUED;
import static io.slipway.notification.domain.Deployments.everythingTo;
import static io.slipway.notification.domain.Deployments.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The e-mail channel against a mail server, and against one that is told what to answer. */
class MailContractIT {
    private final MailServer server = new MailServer();
    private final SmtpScript script = new SmtpScript();
    private final Courier courier = new Courier();

    @AfterEach
    void stop() {
        server.close();
        script.close();
    }

    @Test
    void aMailSaysWhatHappenedAndBelongsToTheOthersOfTheDeployment() throws Exception {
        courier.with("mail", settings(server.port(), MailServer.USER, MailServer.PASSWORD));
        courier.observe(everythingTo(1, "mail"));
        courier.observe(Deployments.requested(1));
        courier.observe(reached(1, QUEUED));
        courier.observe(reached(1, GATES));
        courier.observe(reached(2, QUEUED));

        assertThat(server.subjects())
                .containsExactly(
                        "shop 1.1 waits for staging",
                        "shop 1.1 is at the gates of staging",
                        "shop 1.2 waits for staging");
        MimeMessage first = server.mails().getFirst();
        assertThat(first.getContent().toString())
                .contains("Deployment: shop-staging-1", "Requested by: ada", "State: REQUESTED → QUEUED");
        assertThat(first.getHeader("From")).containsExactly("Slipway <slipway@example.org>");
        assertThat(first.getHeader("To")).containsExactly("ops@example.org");
        assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(first.getHeader("In-Reply-To")).isNull();
        assertThat(server.mails().get(1).getHeader("In-Reply-To")).containsExactly(first.getMessageID());
        assertThat(server.mails().get(1).getHeader("References")).containsExactly(first.getMessageID());
        assertThat(server.mails().get(2).getHeader("References")).isNull();
    }

    @Test
    void whatPeopleWroteCannotAddAHeader() throws Exception {
        courier.with("mail", settings(server.port(), MailServer.USER, MailServer.PASSWORD));
        courier.observe(everythingTo(1, "mail"));
        courier.observe(new ObserveTransition(
                "shop",
                "staging",
                "shop-staging-1",
                "1.1\r\nBcc: everybody@example.org",
                QUEUED,
                FAILED,
                "Grüße\n.\nQUIT",
                Deployments.START,
                "c",
                "e"));
        MimeMessage mail = server.mails().getFirst();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).isEqualTo("shop 1.1 Bcc: everybody@example.org failed in staging");
        assertThat(mail.getContent().toString()).contains("Grüße").contains("QUIT");
    }

    @Test
    void aPasswordThatIsWrongWaitsForAPerson() {
        courier.with("mail", settings(server.port(), MailServer.USER, "another-password"));
        courier.observe(everythingTo(1, "mail"));
        courier.observe(reached(1, QUEUED));
        assertThat(courier.lastError("mail")).isEqualTo("the mail server does not accept username and password");
        courier.pass(Duration.ofHours(6));

        courier.with("mail", settings(server.port(), MailServer.USER, MailServer.PASSWORD));
        courier.pass(Duration.ofMinutes(5));
        assertThat(server.mails()).hasSize(1);
        assertThat(courier.shop.history().toString()).doesNotContain("another-password", MailServer.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({"MAIL,421", "MAIL,451", "RCPT,450", "RCPT,452", "DATA,451", ".,452"})
    void whatPassesIsTriedAgain(String command, int code) {
        script.answer(command, code + " not now");
        tellByScript();
        assertThat(courier.lastError("mail")).isEqualTo("the mail server answered " + code);
        courier.pass(Duration.ofHours(3));
        assertThat(courier.nothingWaits()).isFalse();

        script.recover();
        script.mails().clear();
        courier.pass(Duration.ofMinutes(5));
        assertThat(script.mails()).hasSize(1);
        assertThat(courier.nothingWaits()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"MAIL,550", "RCPT,550", "RCPT,553", "DATA,554", ".,554"})
    void aMailTheServerDoesNotTakeMakesWay(String command, int code) {
        script.answer(command, code + " no");
        tellByScript();
        assertThat(courier.lastError("mail")).isEqualTo("the mail server answered " + code);
        courier.pass(Duration.ofMinutes(70));
        assertThat(courier.shop.history()).filteredOn(GivenUp.class::isInstance).hasSize(1);
    }

    @Test
    void aServerThatWantsALoginWaitsForAPerson() {
        script.answer("MAIL", "530 authentication required");
        tellByScript();
        courier.pass(Duration.ofHours(6));
        assertThat(courier.lastError("mail")).isEqualTo("the mail server answered 530");
        assertThat(courier.nothingWaits()).isFalse();
    }

    @Test
    void whatMayHaveArrivedIsSentAgainUnderTheSameId() {
        script.answer(SmtpScript.END_OF_DATA, SmtpScript.DROP);
        tellByScript();
        assertThat(script.mails()).as("not again within the same attempt").hasSize(1);
        assertThat(courier.lastError("mail")).contains("may have been told");

        script.recover();
        courier.pass(Duration.ofSeconds(1));
        assertThat(script.mails()).hasSize(2);
        assertThat(id(script.mails().getFirst())).isEqualTo(id(script.mails().getLast()));
    }

    @Test
    void aServerWithoutTlsGetsNothingWhereTlsIsAskedFor() {
        MailSettings careful = new MailSettings(
                "127.0.0.1",
                script.port(),
                MailSettings.Tls.STARTTLS,
                null,
                null,
                "a@example.org",
                List.of("b@example.org"));
        courier.with("mail", channel(careful));
        courier.observe(everythingTo(1, "mail"));
        courier.observe(reached(1, QUEUED));
        assertThat(script.mails()).isEmpty();
        assertThat(courier.lastError("mail")).contains("no connection to 127.0.0.1");
    }

    @Test
    void whatIsNoAddressIsRefusedAtTheStart() {
        MailSettings wrong = new MailSettings(
                "127.0.0.1", 25, MailSettings.Tls.NONE, null, null, "a@example.org", List.of("not an address"));
        assertThatThrownBy(() -> courier.with("mail", channel(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an address");
    }

    private void tellByScript() {
        courier.with("mail", settings(script.port(), null, null));
        courier.observe(everythingTo(1, "mail"));
        courier.observe(reached(1, QUEUED));
    }

    private static String id(String mail) {
        return mail.lines()
                .filter(line -> line.startsWith("Message-ID:"))
                .findFirst()
                .orElseThrow();
    }

    static ChannelSettings settings(int port, @Nullable String user, @Nullable String password) {
        return channel(new MailSettings(
                "127.0.0.1",
                port,
                MailSettings.Tls.NONE,
                user,
                password == null ? null : Secret.of(password),
                "Slipway <slipway@example.org>",
                List.of("ops@example.org")));
    }

    private static ChannelSettings channel(MailSettings mail) {
        return new ChannelSettings(ChannelSettings.Type.EMAIL, null, null, null, null, mail, Duration.ofSeconds(2));
    }
}
