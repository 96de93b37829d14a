package io.slipway.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.slipway.cli.api.Connection;

import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help that shows first what a command is about, and the connection, which all commands share, in a part of its own. */
final class CommandHelp extends Help {
    CommandHelp(CommandSpec command, ColorScheme colours) {
        super(command, colours);
    }

    static boolean shared(OptionSpec option) {
        return option.order() >= Connection.ORDER;
    }

    @Override
    protected Ansi.Text createDetailedSynopsisOptionsText(
            Collection<ArgSpec> done, Comparator<OptionSpec> order, boolean cluster) {
        List<ArgSpec> shown = new ArrayList<>(done);
        commandSpec().options().stream().filter(CommandHelp::shared).forEach(shown::add);
        return super.createDetailedSynopsisOptionsText(shown, order, cluster);
    }

    @Override
    public String optionList() {
        List<OptionSpec> all = commandSpec().options();
        List<OptionSpec> connection = all.stream().filter(CommandHelp::shared).toList();
        List<OptionSpec> own = all.stream().filter(option -> !shared(option)).toList();
        String text = list(own);
        return connection.isEmpty() ? text : text + String.format("Connection:%n") + list(connection);
    }

    private String list(List<OptionSpec> options) {
        return optionListExcludingGroups(
                options, createDefaultLayout(), createDefaultOptionSort(), parameterLabelRenderer());
    }
}
