package dev.tidings.admin;

import dev.tidings.staff.ApiKeys;
import dev.tidings.staff.ApiKeys.Scope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keys for programs, and who has an account. */
final class KeyPages {
  private static final String TITLE = "Keys";

  void page(Call call) {
    show(call, 200, Map.of());
  }

  private static void show(Call call, int status, Map<String, Object> more) {
    Map<String, Object> model = new HashMap<>(more);
    model.putIfAbsent("secret", "");
    model.put("keys", call.office().staff().keys().list());
    model.put("accounts", call.office().staff().accounts().list());
    model.put("scopes", Arrays.stream(Scope.values()).map(Scope::word).toList());
    model.put("ticked", call.fields("scope"));
    model.put("name", call.field("name"));
    call.show(status, "keys", TITLE, model);
  }

  /** Its secret is on this one page and nowhere else. */
  void make(Call call) {
    String name = call.field("name");
    Set<Scope> scopes = call.fields("scope").stream().flatMap(word -> Scope.named(word).stream()).collect(Collectors.toCollection(TreeSet::new));
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}") || scopes.isEmpty()) {
      show(call, 422, Map.of("wrong", scopes.isEmpty() ? "No scope is ticked: the key would be good for nothing. No key was made." : "'" + name + "' is no name for a key. No key was made. Use letters, digits, blanks, dots and hyphens, 40 at most."));
      return;
    }
    Optional<String> secret = call.office().staff().keys().make(name, scopes, call.account().name());
    if (secret.isEmpty()) {
      show(call, 409, Map.of("wrong", "There is a key '" + name + "' already. No key was made. Take another name, or withdraw that one."));
      return;
    }
    call.office().staff().log().note(call.account().name(), "key make", "Key '" + name + "' for " + scopes.stream().map(Scope::word).collect(Collectors.joining(", ")) + ".");
    show(call, 200, Map.of("secret", secret.get()));
  }

  void withdraw(Call call) {
    ApiKeys keys = call.office().staff().keys();
    String name = call.field("name");
    if (!keys.withdraw(name)) {
      show(call, 409, Map.of("wrong", "There is no key '" + name + "' any more. Nothing was changed."));
      return;
    }
    call.done("/keys", "key withdraw", "Key '" + name + "' is good for nothing from now on.");
  }
}
