package io.slipway.notification.targets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A mail server that says what it is told to: for answers that a healthy one does not give. */
public final class SmtpScript implements AutoCloseable {
    /** The step after the last line of a mail. */
    public static final String END_OF_DATA = ".";
    /** Hangs up instead of an answer. */
    public static final String DROP = "";

    private final ServerSocket server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();

    public SmtpScript() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** From now on this command is answered so. */
    public void answer(String command, String with) {
        answers.put(command, with);
    }

    /** From now on everything is well. */
    public void recover() {
        answers.clear();
    }

    /** What it got between DATA and the dot, whatever it answered. */
    public List<String> mails() {
        return mails;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            say(socket, "220 script");
            String line = in.readLine();
            while (line != null) {
                String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (!say(socket, answers.getOrDefault(command, command.equals("DATA") ? "354 go on" : "250 ok"))) {
                    return;
                }
                if (command.equals("DATA") && !answers.containsKey("DATA")) {
                    mails.add(data(in));
                    if (!say(socket, answers.getOrDefault(END_OF_DATA, "250 taken"))) {
                        return;
                    }
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            // The client hung up.
        }
    }

    private static String data(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    /** Whether the conversation goes on. */
    private static boolean say(Socket socket, String answer) throws IOException {
        if (answer.equals(DROP)) {
            return false;
        }
        socket.getOutputStream().write((answer + "\r\n").getBytes(UTF_8));
        socket.getOutputStream().flush();
        return true;
    }
}
