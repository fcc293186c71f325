#!/usr/bin/env bash
# A house, a real Postfix and a real Dovecot on loopback, end to end (Debian: apt-get install postfix dovecot-imapd; run as root): an edition goes
# out; one reader's server refuses her, one's box is full, one's is silent; one complains and one leaves by mail. What comes back lies in
# Dovecot's box, `tidings bounce --watch` waits there by IDLE, and the readers' standing is looked at. All is stopped and removed at the end.
#
#   src/bench/postfix/mailbox.sh
#
# TIDINGS names another program than the launcher.
set -euo pipefail
here=$(cd "$(dirname "$0")/../../.." && pwd -P)
tidings=${TIDINGS:-$here/tidings}
[ "$(id -u)" = 0 ] || { echo "Postfix and Dovecot must be started as root." >&2; exit 2; }
for program in postfix dovecot python3; do
  command -v "$program" >/dev/null || { echo "There is no $program. Install it: apt-get install --no-install-recommends postfix dovecot-imapd python3" >&2; exit 2; }
done
work=$(mktemp -d /tmp/tidings-mailbox.XXXXXX)
chmod 755 "$work"
relay=${RELAY_PORT:-12535} refuser=${REFUSER_PORT:-12536} silent=${SILENT_PORT:-12537} imap=${IMAP_PORT:-12543}
watcher=
stop() {
  [ -z "$watcher" ] || kill "$watcher" 2>/dev/null || true
  doveadm -c "$work/dovecot.conf" stop >/dev/null 2>&1 || true
  stop_postfix
  rm -rf "$work"
}
. "$(dirname "$0")/postfix.sh"
trap stop EXIT INT TERM
mkdir -p "$work"/{etc,run,mail/back/new,mail/back/cur,mail/back/tmp,house/config,house/posts,house/subscribers}
printf '/@bounce\\.dispatch\\.example$/ back/\n/@small\\.example$/ small\n/@good\\.example$/ good/\n' >"$work/etc/boxes"
start_postfix "\
transport_maps = inline:{ silent.example=smtp:[127.0.0.1]:$silent }
virtual_mailbox_domains = bounce.dispatch.example, small.example, good.example
relay_domains = unknown.example" "\
  -o relay_recipient_maps=inline:{any@unknown.example=x}" ""

echo "back:{PLAIN}open-sesame" >"$work/users"
cat >"$work/dovecot.conf" <<CONF
protocols = imap
listen = 127.0.0.1
base_dir = $work/run
log_path = $work/dovecot.log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:$work/mail/back
passdb {
  driver = passwd-file
  args = $work/users
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=$work/mail
}
service imap-login {
  inet_listener imap {
    port = $imap
  }
  inet_listener imaps {
    port = 0
  }
}
CONF
dovecot -c "$work/dovecot.conf" || { cat "$work/dovecot.log" >&2; exit 1; }

house=$work/house
cat >"$house/config/tidings.yml" <<CONF
site: {title: The Dispatch, url: "https://dispatch.example/", address: 1 Lamp Row}
newsletters: {daily: {title: The Daily, schedule: every day at 07:00, subscribers: [daily.csv]}}
mail:
  from: The Dispatch <digest@dispatch.example>
  unsubscribe: leave@bounce.dispatch.example
  bounce:
    address: back@bounce.dispatch.example
    imap: {host: 127.0.0.1, port: $imap, security: none, username: back, password: "\${BOUNCE_PASSWORD}", unknown: Unknown}
  relay: {host: 127.0.0.1, port: $relay, security: none}
CONF
printf 'email\nhard@unknown.example\nsoft@small.example\nlate@silent.example\nangry@good.example\nleaving@good.example\nfine@good.example\n' >"$house/subscribers/daily.csv"
printf -- '---\ntitle: The lamps are lit\ndate: %s\ncategory: City\n---\n%s\n' "$(date -u +%F)" "$(for _ in $(seq 40); do echo "The oil has come. It burns well, and the street is glad."; done)" >"$house/posts/lamps.md"
export BOUNCE_PASSWORD=open-sesame
"$tidings" run --home "$house" --now daily | grep -i sent

"$tidings" bounce --watch 5 --home "$house" >"$work/watched" 2>&1 &
watcher=$!
for _ in $(seq 40); do
  [ "$(ls "$work/mail/good/new" 2>/dev/null | wc -l)" -ge 3 ] && break
  sleep 0.5
done
# One complains and one leaves, each by mail, with what stood in the mail they got; somebody forges a third; somebody writes.
cat >"$work/answer.py" <<'PY'
import email, glob, smtplib, sys
from email.message import EmailMessage
def send(sender, to, mail):
    with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as relay:
        relay.sendmail(sender, [to], mail)
for path in glob.glob(sys.argv[2] + "/mail/good/new/*"):
    got = email.message_from_file(open(path))
    head = "".join("%s: %s\n" % field for field in got.items())
    if got["To"].startswith("angry@"):
        send("", "back@bounce.dispatch.example", """From: complaints@good.example\nTo: back@bounce.dispatch.example\nSubject: a complaint
MIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=cut\n\n--cut\n\nA reader calls this spam.\n
--cut\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: good/1\nVersion: 1\n\n--cut\nContent-Type: text/rfc822-headers\n\n%s\n--cut--\n""" % head)
    elif got["To"].startswith("leaving@"):
        way = got["List-Unsubscribe"].split("mailto:")[1].split(">")[0].replace("\n", "").replace(" ", "")
        to, subject = way.split("?subject=")
        send("leaving@good.example", to, "From: leaving@good.example\nTo: %s\nSubject: %s\n\n" % (to, subject.replace("%20", " ")))
    else:
        send("", "back@bounce.dispatch.example", "From: mailer-daemon@good.example\nTo: back@bounce.dispatch.example\nSubject: Undelivered Mail Returned to Sender\n\n<fine@good.example>: 550 5.1.1 User unknown\n")
        send("fine@good.example", "back@bounce.dispatch.example", "From: fine@good.example\nTo: back@bounce.dispatch.example\nSubject: thanks\n\nA fine sheet.\n")
PY
python3 "$work/answer.py" "$relay" "$work"
# How many reports the late reader has that say: still being tried. They are noted, and count against nobody.
delays() {
  python3 - "$house/data/tidings.db" <<'PY'
import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("""SELECT count(*) FROM bounce JOIN subscription ON subscription.id = bounce.subscription JOIN subscriber ON subscriber.id = subscription.subscriber
  WHERE bounce.kind = 'delay' AND bounce.effect = 'noted' AND subscriber.address = 'late@silent.example'""").fetchone()[0])
PY
}
for _ in $(seq 60); do
  settled=$(grep -c . "$work/watched" || true)
  [ "$(find "$work/mail/back/.Unknown" -type f -path '*/[nc]*/*' 2>/dev/null | wc -l)" -ge 2 ] && [ "$settled" -ge 5 ] && [ "$(delays)" -ge 1 ] && [ -z "$(ls "$work/mail/back/new")" ] && break
  sleep 0.5
done
sleep 2
kill "$watcher" && wait "$watcher" 2>/dev/null || true
watcher=

right=0 all=0
expect() {
  all=$((all + 1))
  said=$("$tidings" explain "$1" --home "$house" 2>&1 || true)
  if printf '%s' "$said" | grep -qiE "$2"; then mark=right right=$((right + 1)); else mark=WRONG; fi
  printf '%-5s %s: %s\n' "$mark" "$1" "$(printf '%s' "$said" | grep -iE "$2|ended|active" | head -1 | cut -c1-150)"
}
expect hard@unknown.example "hard-bounce|bounced"
expect soft@small.example "mailbox-full"
expect late@silent.example "active"
expect angry@good.example "complain"
expect leaving@good.example "left"
expect fine@good.example "active"
late=$(delays)
all=$((all + 1)) && [ "$late" -ge 1 ] && right=$((right + 1))
echo "$late delay(s) noted for late@silent.example"
kept=$(find "$work"/mail/back/.Unknown/{new,cur} -type f | wc -l)
all=$((all + 1)) && [ "$kept" = 2 ] && right=$((right + 1))
echo "$kept of 2 kept that nothing proves ours; $(find "$work"/mail/back/{new,cur} -type f | wc -l) left in the box"
echo "$right of $all right"
[ "$right" = "$all" ] || { cat "$work/watched"; exit 1; }
