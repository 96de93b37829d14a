package io.slipway.backup.storage.s3;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What went over the wire, for what the server does not keep. */
final class SentRequests implements ExecutionInterceptor {
    private final List<SdkHttpRequest> requests = new CopyOnWriteArrayList<>();

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        requests.add(context.httpRequest());
    }

    /** A header of the last upload of a path. */
    Optional<String> header(String path, String name) {
        return requests.reversed().stream()
                .filter(request -> request.method() == SdkHttpMethod.PUT
                        && request.encodedPath().endsWith(path))
                .findFirst()
                .orElseThrow()
                .firstMatchingHeader(name);
    }
}
