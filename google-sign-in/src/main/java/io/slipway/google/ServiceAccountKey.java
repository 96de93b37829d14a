package io.slipway.google;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The key of a service account, as {@code gcloud iam service-accounts keys create} writes it. */
public final class ServiceAccountKey {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PEM_ARMOUR = "-----(BEGIN|END) PRIVATE KEY-----|\\s";

    private final String email;
    private final String id;
    private final URI tokenServer;
    private final PrivateKey key;

    private ServiceAccountKey(String email, String id, URI tokenServer, PrivateKey key) {
        this.email = email;
        this.id = id;
        this.tokenServer = tokenServer;
        this.key = key;
    }

    /**
     * Reads it from a file.
     *
     * @throws NoTokenException if the file cannot be read, or is something else; the message holds nothing of it
     */
    public static ServiceAccountKey read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new NoTokenException("the key of the service account, " + file + ", cannot be read");
        }
        try {
            JsonNode json = JSON.readTree(text);
            if (!json.path("type").asString("").equals("service_account")) {
                throw none(file, "its type is not service_account");
            }
            byte[] der = Base64.getDecoder()
                    .decode(json.path("private_key").asString("").replaceAll(PEM_ARMOUR, ""));
            return new ServiceAccountKey(
                    json.path("client_email").asString(),
                    json.path("private_key_id").asString(""),
                    tokenServer(file, json),
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (JacksonException e) {
            throw none(file, "it is not JSON");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw none(file, "its private_key is no RSA key in PKCS #8");
        }
    }

    private static URI tokenServer(Path file, JsonNode json) throws NoTokenException {
        URI server = URI.create(json.path("token_uri").asString("https://oauth2.googleapis.com/token"));
        boolean here = "127.0.0.1".equals(server.getHost()) || "localhost".equals(server.getHost());
        if (!"https".equals(server.getScheme()) && !here) {
            throw none(file, "its token_uri has to be https");
        }
        return server;
    }

    private static NoTokenException none(Path file, String why) {
        return new NoTokenException(file + " is no key of a service account: " + why);
    }

    public String email() {
        return email;
    }

    URI tokenServer() {
        return tokenServer;
    }

    /** A signed token (RFC 7515, compact form; RS256). */
    String sign(Map<String, Object> claims) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "RS256");
        header.put("typ", "JWT");
        header.put("kid", id);
        String content = encoded(JSON.writeValueAsBytes(header)) + "." + encoded(JSON.writeValueAsBytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(UTF_8));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an RSA key that was read signs", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
