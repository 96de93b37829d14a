package io.slipway.cli.config;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

import io.slipway.config.document.Fault;

/** Faults as compilers print them, so that editors and CI find the places. */
final class FaultPrinter {
    private FaultPrinter() {}

    /** @param folder what the documents' paths begin in */
    static void print(PrintWriter to, Path folder, List<Fault> faults) {
        faults.forEach(fault -> to.println(line(folder, fault)));
        to.flush();
    }

    /** {@code folder/document:line:column: key: message}. */
    static String line(Path folder, Fault fault) {
        Path document = fault.document().isEmpty() ? folder : folder.resolve(fault.document());
        String place = fault.line() == 0 ? "" : ":" + fault.line() + ":" + fault.column();
        return document + place + ": " + (fault.field().isEmpty() ? "" : fault.field() + ": ") + fault.message();
    }
}
