package io.slipway.kit.http;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/** The kinds of problem the HTTP API answers with. */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "The request cannot be understood"),
    UNAUTHENTICATED(401, "A valid bearer token is required"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    CONFLICT(409, "The present state does not allow it"),
    PRECONDITION_FAILED(412, "It has changed in the meantime"),
    BODY_TOO_LARGE(413, "The request body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    INVALID(422, "The request can never be carried out"),
    INTERNAL(500, "Something went wrong here"),
    UNAVAILABLE(503, "Not available at the moment");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The same words for each problem of the kind (RFC 9457, section 3.1.3). */
    public String title() {
        return title;
    }

    /** The problem type: {@code https://slipway.io/problems/<code>}. */
    public URI type() {
        return URI.create(
                "https://slipway.io/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The kind for a status; for one without a kind, the general one of its class. */
    public static ProblemCode of(int status) {
        return Arrays.stream(values())
                .filter(code -> code.status == status)
                .findFirst()
                .orElse(status < 500 ? MALFORMED_REQUEST : INTERNAL);
    }
}
