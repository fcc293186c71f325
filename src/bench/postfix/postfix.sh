# Sourced by the scripts beside it. A Postfix of its own on loopback, with configuration, queue and mailboxes below $work: port $relay takes
# mail for everybody, port $refuser takes it only for whom it knows and says no in Postfix's own words.

# Starts it. $1: further lines of main.cf; $2: further options of the refuser in master.cf; $3: further services.
start_postfix() {
  mkdir -p "$work"/{etc,spool,data,mail}
  chown postfix "$work/data"
  head -c 19000 /dev/zero | tr '\0' 'x' >"$work/mail/small" # a box that is nearly full
  chown -R nobody:nogroup "$work/mail"
  cat >"$work/etc/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $work/spool
data_directory = $work/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = $work/log
maillog_file_prefixes = $work
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.dispatch.example
mydestination =
local_recipient_maps =
mynetworks = 127.0.0.0/8
smtp_dns_support_level = disabled
smtp_host_lookup = native
default_transport = smtp:[127.0.0.1]:$refuser
virtual_mailbox_base = $work/mail
virtual_mailbox_maps = regexp:$work/etc/boxes
virtual_mailbox_limit = 20000
message_size_limit = 15000
relay_transport = smtp:[127.0.0.1]:$refuser
virtual_uid_maps = static:$(id -u nobody)
virtual_gid_maps = static:$(id -g nobody)
recipient_delimiter = +
delay_warning_time = 1s
queue_run_delay = 2s
minimal_backoff_time = 2s
maximal_backoff_time = 4s
$1
CONF
  cat >"$work/etc/master.cf" <<CONF
127.0.0.1:$relay inet n - n - - smtpd
127.0.0.1:$refuser inet n - n - - smtpd
  -o mynetworks=192.0.2.0/24
  -o smtpd_relay_restrictions=reject_unauth_destination
$2
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 2 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
$3
CONF
  postfix -c "$work/etc" start >"$work/start" 2>&1 || { cat "$work/start" "$work/log" >&2; exit 1; }
}

stop_postfix() { postfix -c "$work/etc" stop >/dev/null 2>&1 || true; }
