package io.slipway.backup.storage.sftp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The sshd of this host, with keys and a configuration of its own, for whoever runs the tests. */
final class OpenSsh implements AutoCloseable {
    private static final String USER = System.getProperty("user.name");

    private final Path folder;
    private final int port;
    private final Process process;

    /** @param folder for keys, the configuration, and in {@code files} what is shown */
    OpenSsh(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder).toRealPath();
        Files.createDirectories(files());
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            generate(folder.resolve("host_" + type), type);
            generate(key(type), type);
        }
        this.port = freePort();
        if (USER.equals("root")) {
            // Where sshd puts aside the part of it that has no rights; the service's start makes it.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        configure();
        this.process = new ProcessBuilder(binary().orElseThrow().toString(), "-D", "-e", "-f", file("sshd_config"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).until(this::answers);
    }

    /** Skips the test that asks, where there is no sshd; fails it where there has to be one. */
    static void require() {
        boolean there = binary().isPresent();
        if (!there && System.getenv("CI") != null) {
            throw new IllegalStateException(
                    "sshd is not installed, and CI must have it: apt-get install openssh-server");
        }
        assumeTrue(there, "sshd is not installed: apt-get install openssh-server");
    }

    private static Optional<Path> binary() {
        return Stream.of("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/sbin/sshd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void generate(Path key, String type) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ssh-keygen", "-q", "-N", "", "-t", type, "-f", key.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("ssh-keygen: " + said);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void configure() throws IOException {
        StringBuilder authorized = new StringBuilder();
        StringBuilder known = new StringBuilder();
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            authorized.append(Files.readString(Path.of(key(type) + ".pub")));
            known.append("[127.0.0.1]:")
                    .append(port)
                    .append(' ')
                    .append(Files.readString(folder.resolve("host_" + type + ".pub")));
        }
        Files.writeString(folder.resolve("authorized_keys"), authorized);
        Files.writeString(knownHosts(), known);
        Files.writeString(folder.resolve("sshd_config"), """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s
                HostKey %s
                HostKey %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                AuthorizedKeysFile %s
                MaxStartups 100
                Subsystem sftp internal-sftp
                """.formatted(
                        port, file("host_ed25519"), file("host_ecdsa"), file("host_rsa"), file("authorized_keys")));
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    Path files() {
        return folder.resolve("files");
    }

    Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    /** The private key of the user. */
    Path key(String type) {
        return folder.resolve("id_" + type);
    }

    /** @param place below what is shown */
    SftpSettings settings(String place, String keyType) {
        return new SftpSettings(
                USER, "127.0.0.1", port, files().resolve(place).toString(), knownHosts(), List.of(key(keyType)), null);
    }

    /** All connections break; new ones can be made. */
    void dropConnections() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        dropConnections();
        process.destroy();
    }
}
