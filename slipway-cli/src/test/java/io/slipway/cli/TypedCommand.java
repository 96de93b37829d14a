package io.slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.cli.output.Terminal;

/** What came of a command that was typed. */
record TypedCommand(int status, String out, String err) {
    /** In a pipeline or a CI job: nobody looks on. */
    static TypedCommand run(FakeSlipway server, String... words) {
        return run(server.url(), false, words);
    }

    /** By a person on a terminal. */
    static TypedCommand onTerminal(FakeSlipway server, String... words) {
        return run(server.url(), true, words);
    }

    static TypedCommand run(String url, boolean interactive, String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--url");
        line.add(url);
        return plain(interactive, line.toArray(String[]::new));
    }

    /** Without a server. */
    static TypedCommand plain(boolean interactive, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal =
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), interactive, interactive);
        int status = SlipwayCommand.commandLine(terminal).execute(words);
        return new TypedCommand(status, out.toString(), err.toString());
    }
}
