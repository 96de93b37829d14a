package io.slipway.backup.storage.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/** One connection to a host, made again when it breaks, and channels in it, each for one at a time. */
final class SftpConnections implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private final SftpSettings settings;
    private final SshClient ssh;
    private final Queue<SftpClient> idle = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ClientSession session;

    SftpConnections(SftpSettings settings) {
        this.settings = settings;
        this.ssh = SshClient.setUpDefaultClient();
        ssh.setServerKeyVerifier(
                new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, settings.knownHosts()));
        ssh.setKeyIdentityProvider(new FileKeyPairProvider(
                settings.keys().stream().filter(Files::isReadable).toList()));
        // A connection that is silently gone is noticed.
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(ssh, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(ssh, 2);
        ssh.start();
    }

    /** To be given back, or to be closed after a failure. */
    SftpClient take() throws IOException {
        for (SftpClient client = idle.poll(); client != null; client = idle.poll()) {
            if (client.isOpen()) {
                return client;
            }
        }
        return SftpClientFactory.instance().createSftpClient(session());
    }

    void giveBack(SftpClient client) {
        idle.add(client);
    }

    private ClientSession session() throws IOException {
        lock.lock();
        try {
            ClientSession known = session;
            if (known != null && known.isOpen()) {
                return known;
            }
            ClientSession made = ssh.connect(settings.user(), settings.host(), settings.port())
                    .verify(PATIENCE)
                    .getSession();
            try {
                if (settings.password() != null) {
                    made.addPasswordIdentity(settings.password());
                }
                made.auth().verify(PATIENCE);
            } catch (IOException e) {
                made.close(true);
                throw e;
            }
            session = made;
            return made;
        } catch (IOException e) {
            throw SftpFailure.connecting(settings, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        ssh.stop();
    }
}
