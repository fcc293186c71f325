package dev.tidings.admin;

import dev.tidings.staff.Account;
import dev.tidings.staff.Accounts;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** One's own account: where it is signed in, its password, its zone. */
final class AccountPages {
  private static final String TITLE = "Your account";

  private static Map<String, Object> model(Call call) {
    Account account = call.account();
    String zone = call.context().formParam("zone") == null ? account.zone().map(ZoneId::getId).orElse("") : call.field("zone");
    return Map.of("account", account, "sessions", call.office().staff().sessions().of(account), "mine", call.session().orElseThrow().digest(), "zone", zone, "site", call.office().dress().zone().getId(),
        "zones", ZoneId.getAvailableZoneIds().stream().filter(id -> id.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*|UTC")).sorted().toList());
  }

  void page(Call call) {
    call.show("account", TITLE, model(call));
  }

  void password(Call call) {
    Account account = call.account();
    Accounts accounts = call.office().staff().accounts();
    if (accounts.verified(account.name(), call.raw("old")).isEmpty()) {
      call.refuse("account", TITLE, model(call), "The old password is wrong. Nothing was changed.");
      return;
    }
    Accounts.Answer answer = accounts.password(account.name(), call.raw("new"));
    if (!answer.done()) {
      call.refuse("account", TITLE, model(call), answer.sentence());
      return;
    }
    call.done("/login", "password", answer.sentence());
  }

  void zone(Call call) {
    String zone = call.field("zone");
    try {
      call.office().staff().accounts().zone(call.account().name(), zone.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(zone)));
    } catch (DateTimeException e) {
      call.refuse("account", TITLE, model(call), "'" + zone + "' is not a time zone. Nothing was changed. Zones are named like Europe/London or America/New_York.");
      return;
    }
    call.done("/account", "zone", "Times are shown in " + (zone.isEmpty() ? "the site's zone" : zone) + ".");
  }

  void leaveEverywhere(Call call) {
    int ended = call.office().staff().sessions().endAll(call.account());
    call.done("/login", "sign out everywhere", ended == 1 ? "1 session ended." : ended + " sessions ended.");
  }
}
