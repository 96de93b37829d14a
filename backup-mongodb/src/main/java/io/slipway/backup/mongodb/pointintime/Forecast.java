package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.oplog.OplogEntry;
import io.slipway.backup.mongodb.oplog.OplogTime;

/**
 * Reads all entries of a replay before anything is done: whether they can be read and replayed at all, which collections will be
 * made, and which get their names only after they were filled.
 */
final class Forecast {
    private final Base base;
    private final ReplayScope scope;
    private final OperationReader reader = new OperationReader();
    private final TransactionBuffer transactions = new TransactionBuffer();
    private final Map<Namespace, Birth> births = new HashMap<>();
    private final Set<Namespace> made = new TreeSet<>();
    private final Set<Namespace> series = new TreeSet<>();

    /** A collection that was made by an entry, and the names that it had until now. */
    private record Birth(OplogTime since, List<Name> before) {}

    private record Name(Namespace name, OplogTime since, OplogTime until) {}

    /** @param scope learns what is adopted */
    Forecast(Base base, ReplayScope scope) {
        this.base = base;
        this.scope = scope;
    }

    /** @throws IOException if something cannot be read, or not be replayed */
    void read(Entries entries) throws IOException {
        entries.forEach(this::entry);
    }

    /** The names in the target of what is made, or gets its name, at any time. */
    Set<Namespace> made() {
        return made;
    }

    /** Time series that are written to, of those that are to be restored, by their names in the target. */
    Set<Namespace> series() {
        return series;
    }

    private void entry(OplogEntry entry) throws IOException {
        OplogTime time = entry.time();
        if (base.has(time)) {
            transactions.pass(entry);
            return;
        }
        for (OplogEntry effective : transactions.add(entry)) {
            for (Operation operation : reader.read(effective)) {
                one(operation, time);
            }
        }
    }

    private void one(Operation operation, OplogTime time) throws IOException {
        switch (operation) {
            case Operation.Create create -> {
                births.put(create.namespace(), new Birth(time, List.of()));
                made(create.namespace());
            }
            case Operation.Drop drop -> births.remove(drop.namespace());
            case Operation.Rename rename -> rename(rename, time);
            case Operation.OfTimeSeries ofSeries ->
                scope.translate(ofSeries, time).map(Operation::namespace).ifPresent(series::add);
            case Operation.NotReplayable other -> scope.translate(other, time);
            case Operation.OfDocument document -> {}
            case Operation.OfIndex index -> {}
            case Operation.Modify modify -> {}
        }
    }

    private void rename(Operation.Rename rename, OplogTime time) throws IOException {
        boolean from = scope.includes(rename.namespace());
        boolean to = scope.includes(rename.to());
        Birth birth = births.remove(rename.namespace());
        if (birth == null) {
            refuseInsideTheDump(rename, time, from || to);
            if (from) {
                // Whatever it is called meanwhile, all of it is known.
                births.put(rename.to(), new Birth(time, List.of()));
            }
        } else {
            List<Name> before = new ArrayList<>(birth.before());
            before.add(new Name(rename.namespace(), birth.since(), time));
            births.put(rename.to(), new Birth(time, before));
            if (to && !from) {
                before.stream()
                        .filter(name -> !scope.includes(name.name()))
                        .forEach(name -> scope.adoptions().add(name.name(), name.since(), name.until(), rename.to()));
            }
        }
        scope.translate(rename, time);
        if (from || to) {
            made(rename.to());
        }
    }

    /** A dump goes by the names of collections, so it cannot have seen the same before and after. */
    private void refuseInsideTheDump(Operation.Rename rename, OplogTime time, boolean concerned) throws IOException {
        if (concerned && !time.isAfter(base.to())) {
            throw new IOException(rename.namespace() + " was renamed to " + rename.to()
                    + " while the base was dumped: this base, " + base + ", cannot be used. Choose an earlier one");
        }
    }

    private void made(Namespace source) {
        if (scope.includes(source)) {
            made.add(scope.target(source));
        }
    }
}
