package io.slipway.backupservice.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import io.slipway.backup.tree.GlobPattern;
import io.slipway.backupservice.repository.SnapshotReads;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.json.Json;

/**
 * All of what is in a snapshot, however much that is: a JSON document in each line, sent as it is read. An answer that breaks
 * off, because the repository cannot be read further, ends without the end that HTTP has for a body.
 */
@RestController
@RequestMapping("/api/v1/backups/{application}/policies/{policy}/snapshots/{id}")
public final class SnapshotStreamController {
    private static final int BUFFER = 1 << 16;

    private final Known known;
    private final SnapshotReads reads;

    public SnapshotStreamController(Known known, SnapshotReads reads) {
        this.known = known;
        this.reads = reads;
    }

    @GetMapping(value = "/nodes", produces = MediaType.APPLICATION_NDJSON_VALUE)
    ResponseEntity<StreamingResponseBody> nodes(
            @PathVariable String application,
            @PathVariable String policy,
            @PathVariable String id,
            @RequestParam(defaultValue = "/") String path,
            @RequestParam(defaultValue = "false") boolean deep,
            @RequestParam(required = false) @Nullable String pattern,
            @RequestParam(defaultValue = "false") boolean ignoreCase) {
        BackupPolicy spec = known.policy(application, policy);
        @Nullable GlobPattern wanted = pattern == null ? null : RepositoryAnswers.of(() -> glob(pattern, ignoreCase));
        // What there is not is said before the first line, and what is meant by a name stays the same to the last.
        String whole = RepositoryAnswers.of(() -> {
            String named = reads.get(application, spec, id).id().toString();
            if (wanted == null) {
                reads.tree(application, spec, named, path, false, 1);
            }
            return named;
        });
        return lines(out -> reads.each(
                application, spec, whole, path, deep, wanted, found -> line(out, SnapshotController.view(found))));
    }

    private static GlobPattern glob(String pattern, boolean ignoreCase) {
        return ignoreCase ? GlobPattern.ignoringCase(pattern) : GlobPattern.of(pattern);
    }

    @GetMapping(value = "/changes", produces = MediaType.APPLICATION_NDJSON_VALUE)
    ResponseEntity<StreamingResponseBody> changes(
            @PathVariable String application,
            @PathVariable String policy,
            @PathVariable String id,
            @RequestParam String with) {
        BackupPolicy spec = known.policy(application, policy);
        String before = RepositoryAnswers.of(() -> reads.get(application, spec, id))
                .id()
                .toString();
        String after = RepositoryAnswers.of(() -> reads.get(application, spec, with))
                .id()
                .toString();
        return lines(out -> reads.each(application, spec, before, after, change -> line(out, change)));
    }

    @FunctionalInterface
    private interface Lines {
        void write(OutputStream out) throws IOException;
    }

    private static ResponseEntity<StreamingResponseBody> lines(Lines lines) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_NDJSON).body(out -> {
            BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
            lines.write(buffered);
            buffered.flush();
        });
    }

    private static void line(OutputStream out, Object document) throws IOException {
        out.write(Json.write(document));
        out.write('\n');
    }
}
