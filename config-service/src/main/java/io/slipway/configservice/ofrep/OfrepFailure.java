package io.slipway.configservice.ofrep;

/** The request is answered with a failure of the protocol. */
final class OfrepFailure extends RuntimeException {
    private final transient OfrepAnswer.Failure answer;

    OfrepFailure(OfrepAnswer.Failure answer) {
        super(answer.errorDetails(), null, false, false);
        this.answer = answer;
    }

    OfrepAnswer.Failure answer() {
        return answer;
    }
}
