package io.slipway.configservice.keys.gcp;

import java.io.IOException;

/** A call that got no good answer. It never carries what was sent or received, nor a message of the other side. */
final class KmsFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int UNAUTHENTICATED = 401;
    private static final int TOO_MANY = 429;
    private static final int SERVERS_FAULT = 500;

    private final int status;
    private final String code;
    private final boolean passing;

    private KmsFailure(String message, int status, String code, boolean passing) {
        super(message);
        this.status = status;
        this.code = code;
        this.passing = passing;
    }

    /** @param code of Google's error model, such as {@code PERMISSION_DENIED} */
    static KmsFailure answered(int status, String code) {
        return new KmsFailure(
                "it answered " + status + " " + code,
                status,
                code,
                status >= SERVERS_FAULT || status == TOO_MANY || status == UNAUTHENTICATED);
    }

    /** What was sent or answered got damaged on its way, as a checksum shows. */
    static KmsFailure damaged(String what) {
        return new KmsFailure(what, 0, "", true);
    }

    /** There is no token to sign in with. */
    static KmsFailure notSignedIn(String why) {
        return new KmsFailure(why, 0, "", true);
    }

    /** Of the HTTP answer; 0 when it is not about one. */
    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** Whether it may pass by itself. */
    boolean isPassing() {
        return passing;
    }
}
