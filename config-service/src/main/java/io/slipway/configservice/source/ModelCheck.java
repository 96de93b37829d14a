package io.slipway.configservice.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.check.CheckContext;
import io.slipway.config.check.CiphertextProbe;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.resolve.NamedSecrets;
import io.slipway.config.secret.Ciphertext;
import io.slipway.config.secret.SecretAddress;
import io.slipway.configservice.domain.decide.SourceCheck;
import io.slipway.configservice.keys.SecretBoxes;
import io.slipway.events.Violation;

/** Checks a source with the same rules as the command line does without a server, and tries what is encrypted. */
public final class ModelCheck implements SourceCheck {
    /** So that a refusal fits into a record; whoever mends these sees the others next. */
    private static final int MOST_VIOLATIONS = 100;

    private final SecretBoxes boxes;

    public ModelCheck(SecretBoxes boxes) {
        this.boxes = boxes;
    }

    /** A ciphertext where it stands. */
    private record Place(SecretAddress address, Ciphertext ciphertext) {}

    @Override
    public Checked check(String application, Map<String, String> documents, Existing existing) {
        return switch (RevisionReader.read(documents)) {
            case Parsed.Refused<ConfigApplication>(List<Fault> faults) -> new Broken(violations(faults));
            case Parsed.Valid<ConfigApplication>(ConfigApplication readable) ->
                values(new CheckContext(application, NamedSecrets.unchecked(), probe(application, existing)), readable);
        };
    }

    private static Checked values(CheckContext context, ConfigApplication readable) {
        List<Fault> faults = readable.check(context);
        return faults.isEmpty()
                ? new Sound(readable.revision().hex(), readable.declaration().environments())
                : new Broken(violations(faults));
    }

    /** What is there already was tried when it came: a lost key keeps nobody from changing everything else. */
    private CiphertextProbe probe(String application, Existing existing) {
        Set<Place> known = switch (RevisionReader.read(existing.documents())) {
            case Parsed.Valid<ConfigApplication>(ConfigApplication before) ->
                HeldCiphertexts.of(application, before).stream()
                        .map(held -> new Place(held.address(), held.ciphertext()))
                        .collect(Collectors.toSet());
            case Parsed.Refused<ConfigApplication> _ -> Set.of();
        };
        return (ciphertext, address) -> known.contains(new Place(address, ciphertext))
                ? Optional.empty()
                : CiphertextProbe.opening(boxes.box(
                                address.scope(), existing.keys().getOrDefault(address.environment(), List.of())))
                        .problem(ciphertext, address);
    }

    private static List<Violation> violations(List<Fault> faults) {
        return faults.stream()
                .limit(MOST_VIOLATIONS)
                .map(fault -> new Violation(
                        fault.field(),
                        fault.line(),
                        fault.column(),
                        fault.message(),
                        fault.document().isEmpty() ? null : fault.document()))
                .toList();
    }
}
