package io.slipway.backup.storage.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;

import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server in this JVM that shows a folder to whoever has its key. */
public final class LocalSftp implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final Path folder;

    /** @param folder for keys, and in {@code files} what is shown */
    public LocalSftp(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair host = generator.generateKeyPair();
        KeyPair user = generator.generateKeyPair();
        Files.createDirectories(folder.resolve("files"));
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPublickeyAuthenticator((name, key, _) -> name.equals("backup") && key.equals(user.getPublic()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder.resolve("files")));
        server.start();
        Files.writeString(
                knownHosts(),
                "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(host.getPublic()) + "\n");
        Files.writeString(
                key(),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(user.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    public int port() {
        return server.getPort();
    }

    public Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    public Path key() {
        return folder.resolve("id_rsa");
    }

    public Path files() {
        return folder.resolve("files");
    }

    SftpSettings settings(String place) {
        return new SftpSettings("backup", "127.0.0.1", port(), place, knownHosts(), List.of(key()), null);
    }

    /** All connections break; new ones can be made. */
    void dropConnections() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
