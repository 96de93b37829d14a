package io.slipway.kit.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.kit.observability.Correlation;

/** The last resort: what the servlet container reports by itself, as a problem. */
@RestController
final class ErrorPage implements ErrorController {
    @RequestMapping("/error")
    ResponseEntity<Object> error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        Throwable thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Problem problem = BodyTooLargeException.in(thrown)
                .map(tooLarge -> Problem.of(ProblemCode.BODY_TOO_LARGE, tooLarge.getMessage()))
                .orElseGet(() -> Problem.of(
                                ProblemCode.of(status), ProblemCode.of(status).title() + ".")
                        .withStatus(status));
        return problem.at(null, Correlation.current()).response();
    }
}
