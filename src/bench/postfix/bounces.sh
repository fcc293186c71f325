#!/usr/bin/env bash
# Real reports of a real Postfix (Debian: apt-get install postfix; run as root), judged by `tidings bounce`. A Postfix of its own
# runs on loopback, with configuration, queue and mailboxes in a new folder; it is stopped and removed at the end.
#
#   src/bench/postfix/bounces.sh
#
# TIDINGS names another program than the launcher beside it. One listener is the relay; a second one refuses, each time with Postfix's own words; a third is a port that nobody listens on.
set -euo pipefail
here=$(cd "$(dirname "$0")/../../.." && pwd -P)
[ "$(id -u)" = 0 ] || { echo "Postfix must be started as root." >&2; exit 2; }
command -v postfix >/dev/null || { echo "There is no postfix. Install it: apt-get install --no-install-recommends postfix" >&2; exit 2; }
work=$(mktemp -d /tmp/tidings-postfix.XXXXXX)
chmod 755 "$work"
relay=${RELAY_PORT:-12525} refuser=${REFUSER_PORT:-12526} silent=${SILENT_PORT:-12527}
trap 'stop_postfix; rm -rf "$work"' EXIT
. "$(dirname "$0")/postfix.sh"
mkdir -p "$work"/{etc,mail/back}
printf '/@bounce\\.example$/ back/\n/@small\\.example$/ small\n' >"$work/etc/boxes"
echo '/^To:.*content/ REJECT' >"$work/etc/headers"

# the refuser: each domain one of Postfix's own restrictions
start_postfix "\
transport_maps = inline:{ silent.example=smtp:[127.0.0.1]:$silent, bounce.example=virtual:, small.example=virtual: }
virtual_mailbox_domains = bounce.example, small.example
relay_domains = unknown.example, policy.example, content.example, busy.example, sender.example, helo.example
maximal_queue_lifetime = 30s
bounce_queue_lifetime = 30s" "\
  -o relay_recipient_maps=inline:{any@policy.example=x,any@content.example=x,any@busy.example=x,any@sender.example=x,any@helo.example=x}
  -o { smtpd_recipient_restrictions=check_recipient_access inline:{ {policy.example=REJECT}, {busy.example=DEFER}, {sender.example=refused_sender}, {helo.example=refused_helo} } }
  -o smtpd_restriction_classes=refused_sender,refused_helo
  -o { refused_sender=check_sender_access inline:{ {bounce.example=REJECT} } }
  -o { refused_helo=check_helo_access inline:{ {relay.dispatch.example=REJECT} } }
  -o cleanup_service_name=strict" "\
strict unix n - n - 0 cleanup
  -o header_checks=regexp:$work/etc/headers"

cat >"$work/send.py" <<'PY'
import smtplib, sys, time
cases = {"hard": "nobody@unknown.example", "soft": "any@small.example", "sender-side": "any@policy.example", "sender-side-": "any@content.example",
         "sender-side--": "any@sender.example", "sender-side---": "any@helo.example", "sender-side----": "any@elsewhere.example", "delay": "any@silent.example", "delay-": "any@busy.example"}
for label, to in cases.items():
    body = "From: The Dispatch <digest@dispatch.example>\r\nTo: <%s>\r\nSubject: Lamps for the harbour\r\nMessage-ID: <%s@dispatch.example>\r\n\r\n%s" % (to, to.replace("@", "."), "Good morning.\r\n" * 120)
    with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as relay:
        relay.sendmail("bounces+%s@bounce.example" % label.rstrip("-"), [to], body)
PY
python3 "$work/send.py" "$relay"

for _ in $(seq 60); do
  [ "$(ls "$work/mail/back/new" 2>/dev/null | wc -l)" -ge 11 ] && break
  sleep 1
done

right=0 all=0
for report in "$work"/mail/back/new/*; do
  wanted=$(sed -n 's/^\(Delivered-\)\?To: bounces+\([a-z-]*\)@bounce.example.*/\2/p' "$report" | head -1)
  said=$("${TIDINGS:-$here/tidings}" bounce --judge --json --home "$work" <"$report")
  kind=$(printf '%s' "$said" | python3 -c 'import json,sys; v=json.load(sys.stdin); print(v["kind"], v["class"], v["reason"], v["rule"])')
  text=$(sed -n 's/^Diagnostic-Code: //p' "$report" | head -1)
  case "$wanted $kind" in
    "delay delay "* | "delay bounce soft "* | "hard bounce hard "* | "soft bounce soft "* | "sender-side bounce sender-side "*) mark=right right=$((right + 1)) ;;
    *) mark=WRONG ;;
  esac
  all=$((all + 1))
  printf '%-5s wanted %-11s got %s  <- %s\n' "$mark" "$wanted" "$kind" "$text"
done
echo "$right of $all right"
[ "$all" -ge 9 ] && [ "$right" = "$all" ]
