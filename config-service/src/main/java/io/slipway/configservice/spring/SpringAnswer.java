package io.slipway.configservice.spring;

import java.util.SequencedMap;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;

import tools.jackson.databind.JsonNode;

/**
 * What a client gets.
 *
 * @param secret whether there are secrets in the clear in it, so that nobody may keep it
 */
record SpringAnswer(SequencedMap<String, JsonNode> values, boolean secret) {
    ResponseEntity.BodyBuilder response() {
        ResponseEntity.BodyBuilder ok = ResponseEntity.ok();
        return secret ? ok.cacheControl(CacheControl.noStore()) : ok;
    }

    ResponseEntity.BodyBuilder tagged(String revision) {
        return secret ? response() : response().eTag("\"" + revision + "\"");
    }

    /** It may hold secrets. */
    @Override
    public String toString() {
        return "SpringAnswer[" + values.size() + " values]";
    }
}
