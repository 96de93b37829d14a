package io.slipway.configservice;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;

/** Everything that is logged from here on, and more of it than anybody has in production. */
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final List<String> TALKATIVE = List.of("io.slipway", "org.springframework.web");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<Logger, Level> before;

    private LogCapture() {
        before = TALKATIVE.stream()
                .map(LogCapture::logger)
                .filter(logger -> logger.getLevel() != null)
                .collect(Collectors.toMap(logger -> logger, Logger::getLevel));
    }

    static LogCapture open() {
        LogCapture capture = new LogCapture();
        capture.setContext(logger(Logger.ROOT_LOGGER_NAME).getLoggerContext());
        TALKATIVE.forEach(name -> logger(name).setLevel(Level.DEBUG));
        logger(Logger.ROOT_LOGGER_NAME).addAppender(capture);
        capture.start();
        return capture;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " " + thrown);
    }

    @Override
    public void close() {
        logger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
        TALKATIVE.forEach(name -> logger(name).setLevel(before.get(logger(name))));
        stop();
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
