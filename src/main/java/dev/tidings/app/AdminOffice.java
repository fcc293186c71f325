package dev.tidings.app;

import dev.tidings.admin.Office;
import dev.tidings.api.ApiDesks;
import dev.tidings.audience.LeftLog;
import dev.tidings.audience.Subscribers;
import dev.tidings.doctor.Dns;
import dev.tidings.doctor.Doctor;
import dev.tidings.render.PageEngine;
import dev.tidings.run.Morning;
import dev.tidings.run.PostDesk;
import dev.tidings.run.ReaderBook;
import dev.tidings.run.SlotDesk;
import dev.tidings.run.WishDesk;
import dev.tidings.staff.Staff;
import dev.tidings.web.FeedReaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what the admin's pages need of an open house. */
final class AdminOffice {
  private static final Logger LOG = LoggerFactory.getLogger(AdminOffice.class);

  private AdminOffice() {}

  /** What the pages set in motion. @param publish by hand, then the courier is woken · @param deliver wakes the courier */
  record Hands(Supplier<Map<String, Object>> health, Supplier<List<FeedReaders.Row>> feedReaders, Function<String, Optional<Morning>> publish, Runnable deliver) {}

  static Office of(App app, Hands hands) {
    var settings = app.settings();
    var dress = new Office.Dress(settings.look(), PageEngine.living(app.templateFolder(), problem -> LOG.error("{}", problem)), settings.posts().zone());
    var editorial = new Office.Editorial(app.conductor().planner(), new SlotDesk(app.database(), app.clock()), new PostDesk(app.database(), app.shelf()), new WishDesk(app.database(), app.clock()), app.mailComposer(),
        new Office.Amending(app.conductor().corrections(), app.conductor().withdrawals()));
    var machine = new Office.Machine(settings, hands.publish(), hands.deliver(),
        new Office.Sights(hands.health(), () -> new Doctor(settings, app.clock(), Dns.ofThisMachine(), (SSLSocketFactory) SSLSocketFactory.getDefault()).examine(), hands.feedReaders()));
    return new Office(dress, Staff.of(app.database(), app.clock()), app.clock(), new Office.Desks(app.database(), editorial, app.queue(), new Office.Readers(readers(app), app.recaps())), machine);
  }

  private static ReaderBook readers(App app) {
    var audience = app.settings().audience();
    return new ReaderBook(app.database(), app.clock(), new Subscribers(audience, new LeftLog(audience)), app.conductor().run());
  }

  /** The same for programs. @param publish by hand, then the courier is woken */
  static ApiDesks programs(App app, Function<String, Optional<Morning>> publish) {
    return new ApiDesks(Staff.of(app.database(), app.clock()), app.database(), app.settings().newsletters(), new ApiDesks.Readers(readers(app), app.readerDesk()), publish);
  }
}
