package io.slipway.configservice.keys.gcp;

import java.util.concurrent.TimeoutException;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.slipway.config.secret.SecretException;

import static io.slipway.config.secret.SecretException.Reason.DOES_NOT_OPEN;
import static io.slipway.config.secret.SecretException.Reason.KEY_UNAVAILABLE;

/** What a failed call means for an operator: which key, what happened, what to do. */
final class KmsRefusal {
    private static final String REST = " Secrets that were opened before, and all other values, are not affected.";

    private KmsRefusal() {}

    static SecretException of(CryptoKeyName key, Exception failure) {
        return switch (failure) {
            case KmsFailure answered when answered.status() != 0 -> answered(key, answered);
            case KmsFailure other -> unavailable(key, other.getMessage(), "Try again.");
            case TimeoutException _ -> away(key, "it did not answer in time");
            case CallNotPermittedException _ ->
                unavailable(key, "it failed several times and is left alone for some seconds", "Try again then.");
            default -> away(key, "it cannot be reached");
        };
    }

    private static SecretException answered(CryptoKeyName key, KmsFailure failure) {
        return switch (failure.code()) {
            case "PERMISSION_DENIED" ->
                unavailable(
                        key,
                        failure.getMessage(),
                        "Give the service account of this process the role roles/cloudkms.cryptoKeyEncrypterDecrypter on"
                                + " the key.");
            case "NOT_FOUND" -> unavailable(key, failure.getMessage(), "Check slipway.config.kms.keys.");
            case "FAILED_PRECONDITION" ->
                unavailable(
                        key,
                        failure.getMessage(),
                        "Its version is disabled or destroyed, or is not for encryption; enable it or restore it.");
            case "INVALID_ARGUMENT" ->
                new SecretException(
                        DOES_NOT_OPEN,
                        "The key " + key.uri() + " does not open this data key: it is of another application or"
                                + " environment, or was changed");
            default ->
                unavailable(
                        key,
                        failure.getMessage(),
                        "Try again; the state of Google Cloud is at status.cloud.google.com.");
        };
    }

    private static SecretException away(CryptoKeyName key, String what) {
        return unavailable(key, what, "Check the network and slipway.config.kms.endpoint, and try again.");
    }

    private static SecretException unavailable(CryptoKeyName key, String what, String todo) {
        return new SecretException(
                KEY_UNAVAILABLE,
                "The key " + key.uri() + " in Google Cloud KMS cannot be used now: " + what + ". " + todo + REST);
    }
}
