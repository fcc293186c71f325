package dev.tidings.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Optional;

/**
 * Standard error, one event a line, and the way to it where the program itself broke: standard output belongs to reports and
 * JSON. {@code TIDINGS_LOG=DEBUG} says more, {@code TIDINGS_LOG_FORMAT=json} the same as objects. Set here rather than in a file, whose reading took longer than most commands.
 */
public final class Logs extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var own = context.getLogger("dev.tidings");
    own.setLevel(Level.toLevel(Optional.ofNullable(System.getenv("TIDINGS_LOG")).orElse("INFO"), Level.INFO));
    own.setAdditive(false);
    own.addAppender(toStandardError(context, "%d{HH:mm:ss} %-5level %msg%n%ex{20}")); // only what should never happen is logged with its exception
    context.getLogger("com.icegreen").setLevel(Level.ERROR);
    context.getLogger("org.thymeleaf").setLevel(Level.OFF); // what is wrong with a template is said once, as a TemplateProblem
    context.getLogger("org.jdbi").setLevel(Level.OFF); // that a rollback failed too: what it failed after is said
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(toStandardError(context, "%d{HH:mm:ss} %-5level %msg%n%nopex"));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static ConsoleAppender<ILoggingEvent> toStandardError(LoggerContext context, String pattern) {
    Encoder<ILoggingEvent> encoder = "json".equals(System.getenv("TIDINGS_LOG_FORMAT")) ? json() : text(pattern);
    encoder.setContext(context);
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  private static Encoder<ILoggingEvent> text(String pattern) {
    var encoder = new PatternLayoutEncoder();
    encoder.setPattern(pattern);
    return encoder;
  }

  /** One object a line: timestamp in milliseconds, level, threadName, loggerName, message, throwable. */
  private static Encoder<ILoggingEvent> json() {
    var encoder = new JsonEncoder();
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithMDC(false);
    return encoder;
  }
}
