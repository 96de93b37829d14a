package io.slipway.kit.http;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.json.Json;
import io.slipway.kit.observability.Correlation;

/** What Tomcat refuses before any application sees it, such as a request line that is none, as a problem. */
public final class ProblemValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemCode code = ProblemCode.of(status);
        Problem problem =
                Problem.of(code, code.title() + ".").withStatus(status).at(null, Correlation.current());
        try {
            response.setContentType("application/problem+json");
            response.getOutputStream().write(Json.write(problem));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("nobody listens to the problem any more", e);
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, e);
        }
    }
}
