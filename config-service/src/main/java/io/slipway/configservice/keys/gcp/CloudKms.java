package io.slipway.configservice.keys.gcp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32C;

import io.slipway.events.json.Json;
import io.slipway.google.AccessTokens;
import io.slipway.google.NoTokenException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The two calls of Cloud KMS that wrapping takes, in its REST interface v1. Everything that is sent and answered has a CRC32C
 * checksum, and no answer is believed without it.
 *
 * @see <a href="https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys/encrypt">encrypt</a>
 * @see <a href="https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys/decrypt">decrypt</a>
 * @see <a href="https://cloud.google.com/kms/docs/data-integrity-guidelines">checksums</a>
 */
final class CloudKms {
    private static final int LONGEST_ANSWER = 256 * 1024;
    private static final int OK = 200;
    private static final int UNAUTHENTICATED = 401;

    private final HttpClient http;
    private final URI endpoint;
    private final AccessTokens tokens;

    CloudKms(HttpClient http, URI endpoint, AccessTokens tokens) {
        this.http = http;
        this.endpoint = endpoint;
        this.tokens = tokens;
    }

    /** @throws KmsFailure when it does not, or the checksums do not fit */
    byte[] encrypt(CryptoKeyName key, byte[] plaintext, byte[] associatedData)
            throws IOException, InterruptedException {
        JsonNode answer = call(
                key,
                "encrypt",
                Map.of(
                        "plaintext", base64(plaintext),
                        "plaintextCrc32c", checksum(plaintext),
                        "additionalAuthenticatedData", base64(associatedData),
                        "additionalAuthenticatedDataCrc32c", checksum(associatedData)));
        if (!answer.path("verifiedPlaintextCrc32c").asBoolean(false)
                || !answer.path("verifiedAdditionalAuthenticatedDataCrc32c").asBoolean(false)) {
            throw KmsFailure.damaged("it did not check what it was sent");
        }
        if (!key.hasVersion(answer.path("name").asString(""))) {
            throw KmsFailure.damaged("it answered for another key");
        }
        return checked(answer, "ciphertext");
    }

    /** @throws KmsFailure when it does not, or the checksums do not fit; a request that got damaged it refuses itself */
    byte[] decrypt(CryptoKeyName key, byte[] ciphertext, byte[] associatedData)
            throws IOException, InterruptedException {
        JsonNode answer = call(
                key,
                "decrypt",
                Map.of(
                        "ciphertext", base64(ciphertext),
                        "ciphertextCrc32c", checksum(ciphertext),
                        "additionalAuthenticatedData", base64(associatedData),
                        "additionalAuthenticatedDataCrc32c", checksum(associatedData)));
        return checked(answer, "plaintext");
    }

    private JsonNode call(CryptoKeyName key, String method, Map<String, String> body)
            throws IOException, InterruptedException {
        String token = token();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(endpoint.resolve("/v1/" + key.resource() + ":" + method))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Json.mapper().writeValueAsString(body)))
                        .build(),
                BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
        if (answer.statusCode() == UNAUTHENTICATED) {
            tokens.refused(token);
        }
        if (answer.statusCode() != OK) {
            throw KmsFailure.answered(answer.statusCode(), code(answer.body()));
        }
        try {
            return Json.mapper().readTree(answer.body());
        } catch (JacksonException e) {
            throw KmsFailure.damaged("its answer is not JSON");
        }
    }

    private String token() throws IOException, InterruptedException {
        try {
            return tokens.get();
        } catch (NoTokenException e) {
            throw KmsFailure.notSignedIn(e.getMessage());
        }
    }

    /** Google's error model; whatever is no code of it stays out of messages. */
    private static String code(String body) {
        try {
            String code = Json.mapper().readTree(body).at("/error/status").asString("");
            return code.matches("[A-Z_]{1,40}") ? code : "";
        } catch (JacksonException e) {
            return "";
        }
    }

    private static byte[] checked(JsonNode answer, String field) throws KmsFailure {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(answer.path(field).asString(""));
        } catch (IllegalArgumentException e) {
            throw KmsFailure.damaged("its answer is not base64");
        }
        // An int64 is text in protobuf's JSON, and a number from some servers.
        if (bytes.length == 0 || !answer.path(field + "Crc32c").asString("").equals(checksum(bytes))) {
            throw KmsFailure.damaged("its answer does not fit its checksum");
        }
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Long.toString(crc.getValue());
    }
}
