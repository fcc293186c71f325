package dev.tidings.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys below serve. */
record ServeKeys(Sheet sheet, Values values, Path house) {
  private static final String TOKEN = "serve.metrics_token";
  private static final String KEYSTORE = "serve.tls.keystore";
  private static final String PASSWORD = "serve.tls.password";

  Settings.Serve serve() {
    List<String> origins = values.list("serve.origins").orElse(List.of()).stream().map(origin -> origin.replaceAll("/+$", "")).toList();
    for (String origin : origins)
      if (!origin.matches("https?://[^/\\s]+")) sheet.problem(sheet.line("serve.origins"), "serve.origins", "'" + origin + "' is not the origin of a site.", "Write scheme and host only: https://blog.example");
    secret(TOKEN, "METRICS_TOKEN");
    secret(PASSWORD, "TLS_PASSWORD");
    var door = new Settings.Serve.Door(values.text("serve.host").orElse("127.0.0.1"), values.number("serve.port", 1, 65_535, 8080), keystore());
    return new Settings.Serve(door, values.list("serve.proxies").orElse(List.of()), origins, values.text(TOKEN), new HookKeys(sheet, values).hooks());
  }

  private Optional<Settings.Serve.Keystore> keystore() {
    Optional<Path> file = values.text(KEYSTORE).map(house::resolve);
    if (file.isEmpty() && values.has(PASSWORD)) sheet.problem(sheet.line(PASSWORD), PASSWORD, "it opens nothing.", "Add keystore: data/keys/tls.p12 beside it.");
    file.filter(path -> !Files.isReadable(path)).ifPresent(path -> sheet.problem(sheet.line(KEYSTORE), KEYSTORE, "there is no file " + path + " that may be read.", "Name a PKCS12 or JKS file."));
    if (file.isPresent() && !values.has(PASSWORD)) sheet.problem(sheet.line(KEYSTORE), KEYSTORE, "its password is missing.", "Add password: \"${TLS_PASSWORD}\" beside it.");
    return file.map(path -> new Settings.Serve.Keystore(path, values.text(PASSWORD).orElse("")));
  }

  private void secret(String key, String name) {
    if (sheet.entry(key).filter(entry -> !entry.source().get(0).matches("\\$\\{\\w+}")).isPresent())
      sheet.problem(sheet.line(key), key, "a secret stands in the file.", "Write \"${%s}\" and put it into the environment, or the name of a file that holds it into %s_FILE.".formatted(name, name));
  }
}
