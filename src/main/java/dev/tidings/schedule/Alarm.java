package dev.tidings.schedule;

import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Timetable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Rings at each newsletter's next slot and once a minute. Quartz walks the real clock; the slots are those of the house's clock,
 * which may be turned. A clock that jumps, or a machine that slept, is met by the tick.
 */
public final class Alarm implements AutoCloseable {
  private static final Duration TICK = Duration.ofMinutes(1);
  private static final JobKey JOB = new JobKey("ring");
  private final Scheduler scheduler;
  private final List<Newsletter> newsletters;
  private final Clocks clocks;
  private final Runnable ring;

  /** @param house may be turned; says when slots are · @param real Quartz's */
  public record Clocks(Clock house, Clock real) {}

  /** Set at once. @param ring must return quickly */
  public Alarm(List<Newsletter> newsletters, Clocks clocks, Runnable ring) {
    this.newsletters = newsletters;
    this.clocks = clocks;
    this.ring = ring;
    try {
      this.scheduler = new StdSchedulerFactory(quiet()).getScheduler();
      scheduler.setJobFactory((bundle, quartz) -> new Ring(this));
      scheduler.addJob(JobBuilder.newJob(Ring.class).withIdentity(JOB).storeDurably().build(), true);
      scheduler.scheduleJob(TriggerBuilder.newTrigger().withIdentity("tick").forJob(JOB)
          .startAt(Date.from(clocks.real().instant().plus(TICK)))
          .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever((int) TICK.toSeconds()).withMisfireHandlingInstructionNextWithRemainingCount())
          .build());
      setForNextSlot();
      scheduler.start();
    } catch (SchedulerException e) {
      throw broken(e);
    }
  }

  /** A name of its own each time: Quartz keeps schedulers by name in the whole process. */
  private Properties quiet() {
    var properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", "alarm-" + System.identityHashCode(this));
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    return properties;
  }

  /** The next slot of all newsletters, if any has one. */
  public Optional<Slot> next() {
    Instant now = clocks.house().instant();
    return newsletters.stream().flatMap(newsletter -> Timetable.slotsAfter(newsletter, now, 1).stream()).min(Comparator.comparing(Slot::instant));
  }

  private void setForNextSlot() throws SchedulerException {
    var key = new TriggerKey("slot");
    Instant now = clocks.house().instant();
    Optional<Instant> next = newsletters.stream().flatMap(newsletter -> moments(newsletter, now)).min(Comparator.naturalOrder());
    if (next.isEmpty()) return;
    Duration away = Duration.between(now, next.get());
    var trigger = TriggerBuilder.newTrigger().withIdentity(key).forJob(JOB).startAt(Date.from(clocks.real().instant().plus(away)))
        .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow()).build();
    if (scheduler.checkExists(key)) scheduler.rescheduleJob(key, trigger);
    else scheduler.scheduleJob(trigger);
  }

  /** The next slot, and the next end of the time that the editor has for one. */
  private static Stream<Instant> moments(Newsletter newsletter, Instant now) {
    Duration hold = newsletter.schedule().hold();
    Stream<Instant> slot = Timetable.slotsAfter(newsletter, now, 1).stream().map(Slot::instant);
    return hold.isZero() ? slot : Stream.concat(slot, Timetable.slotsAfter(newsletter, now.minus(hold), 1).stream().map(held -> held.instant().plus(hold)));
  }

  private static IllegalStateException broken(SchedulerException e) {
    return new IllegalStateException("The alarm clock cannot be set (%s). Nothing would go out on schedule. Start again.".formatted(e.getMessage()), e);
  }

  @DisallowConcurrentExecution
  private static final class Ring implements Job {
    private final Alarm alarm;

    Ring(Alarm alarm) {
      this.alarm = alarm;
    }

    @Override
    public void execute(JobExecutionContext context) {
      alarm.ring.run();
      try {
        alarm.setForNextSlot();
      } catch (SchedulerException e) {
        throw broken(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      throw broken(e);
    }
  }
}
