package io.slipway.configservice.http;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.configservice.secrets.KeyRotation;
import io.slipway.configservice.secrets.RotationStatus;
import io.slipway.configservice.secrets.SecretAccess;
import io.slipway.events.audit.AuditEntry.Outcome;
import io.slipway.events.audit.AuditResource;
import io.slipway.events.config.view.ConfigKeysView;
import io.slipway.kit.audit.AuditTrail;
import io.slipway.kit.audit.AuditUnavailableException;
import io.slipway.kit.audit.AuditedAct;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** The key-encryption keys of the service. */
@RestController
@RequestMapping("/api/v1/config-keys")
public final class KeyController {
    private static final String SOURCE = "/slipway/config-service";

    private final KeyRotation rotation;
    private final SecretAccess access;
    private final AuditTrail audit;
    private final ConfigCommands commands;

    public KeyController(KeyRotation rotation, SecretAccess access, AuditTrail audit, ConfigCommands commands) {
        this.rotation = rotation;
        this.access = access;
        this.audit = audit;
        this.commands = commands;
    }

    /** How far the rotation is that this process began last. */
    @GetMapping("/rotation")
    RotationStatus status() {
        return rotation.status();
    }

    /** Begins one, which goes on in the background. */
    @PostMapping("/rotation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RotationStatus rotate(Actor actor) throws InterruptedException {
        boolean allowed = access.mayRotate(actor);
        record(actor, allowed ? Outcome.DONE : Outcome.REFUSED);
        if (!allowed) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "Rotating keys takes the role admin.");
        }
        return rotation.start(command -> commands.send(command, ConfigKeysView.key(command.application()), actor));
    }

    private void record(Actor actor, Outcome outcome) throws InterruptedException {
        try {
            audit.record(
                    SOURCE,
                    actor.name(),
                    List.of(new AuditedAct(
                            "config.keys.rotate",
                            new AuditResource("slipway", null, null, null, null),
                            outcome,
                            null)));
        } catch (AuditUnavailableException e) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, "The audit stream did not confirm the record of this; try again.");
        }
    }
}
