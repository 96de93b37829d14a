package io.slipway.kit.http;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import io.slipway.kit.observability.Correlation;

/** Turns everything that goes wrong while a request is served into a problem. What is ours is logged, never shown. */
@RestControllerAdvice
final class ProblemHandler extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException thrown, HttpServletRequest request) {
        return respond(thrown.problem(), new HttpHeaders(), request);
    }

    @ExceptionHandler({RetriableException.class, org.springframework.kafka.KafkaException.class})
    ResponseEntity<Object> kafka(Exception thrown, HttpServletRequest request) {
        LOG.warn("Kafka did not answer", thrown);
        return respond(
                Problem.of(ProblemCode.UNAVAILABLE, "Kafka did not answer in time; try again."),
                new HttpHeaders(),
                request);
    }

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> unexpected(Exception thrown, HttpServletRequest request) {
        var tooLarge = BodyTooLargeException.in(thrown);
        if (tooLarge.isPresent()) {
            return respond(
                    Problem.of(ProblemCode.BODY_TOO_LARGE, tooLarge.get().getMessage()), new HttpHeaders(), request);
        }
        if (thrown instanceof AsyncRequestNotUsableException) {
            return null;
        }
        if (thrown instanceof IOException && !(thrown instanceof java.nio.file.FileSystemException)) {
            return respond(
                    Problem.of(ProblemCode.MALFORMED_REQUEST, "The request body could not be read to its end."),
                    new HttpHeaders(),
                    request);
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
        return respond(
                Problem.of(ProblemCode.INTERNAL, "The request failed; the log has the reason."),
                new HttpHeaders(),
                request);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception thrown,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest webRequest) {
        HttpServletRequest request = ((ServletWebRequest) webRequest).getRequest();
        var tooLarge = BodyTooLargeException.in(thrown);
        if (tooLarge.isPresent()) {
            return respond(Problem.of(ProblemCode.BODY_TOO_LARGE, tooLarge.get().getMessage()), headers, request);
        }
        if (status.value() == 400) {
            var fault = JsonFaults.in(thrown);
            if (fault.isPresent()) {
                return respond(JsonFaults.problem(fault.get()), headers, request);
            }
        }
        if (status.is5xxServerError()) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
        }
        Problem problem =
                Problem.of(ProblemCode.of(status.value()), detail(body, status)).withStatus(status.value());
        return respond(problem, headers, request);
    }

    private static String detail(@Nullable Object body, HttpStatusCode status) {
        String detail = body instanceof ProblemDetail spring ? spring.getDetail() : null;
        return detail == null ? ProblemCode.of(status.value()).title() + "." : detail;
    }

    private static ResponseEntity<Object> respond(Problem problem, HttpHeaders headers, HttpServletRequest request) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.at(ProblemWriter.path(request), Correlation.current()));
    }
}
