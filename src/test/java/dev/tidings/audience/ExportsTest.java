package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Files as other programs write them: their headers, their words for states, and where they keep the consent. */
class ExportsTest {
  // Mailchimp writes one file per state into a ZIP: subscribed_, unsubscribed_, cleaned_ and nonsubscribed_…csv. These columns end each of
  // them; the second and third have UNSUB_TIME and CLEAN_TIME before LEID.
  private static final String MAILCHIMP = "Email Address,First Name,Last Name,Address,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,"
      + "LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,";
  private static final String MAILCHIMP_ROW = "2,2025-02-03 04:05:06,192.0.2.7,2025-02-03 04:06:00,192.0.2.8,,,,,Etc/Nowhere,GB,,2026-01-01 00:00:00,";

  @Test
  void mailchimpSubscribed() {
    ListedReader row = Rows.of("subscribed_email_audience_export_1.csv",
        MAILCHIMP + "LEID,EUID,NOTES,TAGS\nann@ink.example,Ann,Ink,\"1 Pen Row  Bath\"," + MAILCHIMP_ROW + "12,ab,,\"\"\"VIP\"\",\"\"Blog\"\"\"\n").only();
    assertThat(row.standing()).isEqualTo(Standing.ACTIVE);
    assertThat(row.choices().name()).contains("Ann Ink");
    assertThat(row.consent()).isEqualTo("{\"at\":\"2025-02-03 04:06:00\",\"address\":\"192.0.2.8\",\"wording\":\"\"}");
  }

  @Test
  void mailchimpUnsubscribedCleanedAndNonsubscribed() {
    String unsubscribed = MAILCHIMP + "UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LEID,EUID,NOTES,TAGS\n"
        + "ann@ink.example,Ann,,," + MAILCHIMP_ROW + "2026-01-02 00:00:00,Hello,1,NORMAL,,12,ab,,\n";
    assertThat(Rows.of("export.csv", unsubscribed).standings()).containsExactly("ann@ink.example ended");
    String cleaned = MAILCHIMP + "CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,LEID,EUID,NOTES,TAGS\n"
        + "bo@ink.example,Bo,,," + MAILCHIMP_ROW + "2026-01-02 00:00:00,Hello,1,12,ab,,\n";
    assertThat(Rows.of("export.csv", cleaned).standings()).containsExactly("bo@ink.example ended hard-bounce");
    String plain = MAILCHIMP + "LEID,EUID,NOTES,TAGS\ncy@ink.example,Cy,,," + MAILCHIMP_ROW + "12,ab,,\n";
    assertThat(Rows.of("nonsubscribed_email_audience_export_1.csv", plain).standings()).containsExactly("cy@ink.example ended");
    assertThat(Rows.of("cleaned_email_audience_export_1.csv", plain).standings()).containsExactly("cy@ink.example ended hard-bounce");
  }

  // listmonk: Subscribers, Export. The states are enabled, disabled, blocklisted.
  @Test
  void listmonk() {
    Rows rows = Rows.of("subscribers.csv", "uuid,email,name,attributes,status,created_at,updated_at\n"
        + "1,ann@ink.example,Ann,\"{\"\"city\"\": \"\"Bath\"\"}\",enabled,2025-02-03T04:05:06Z,\n2,bo@ink.example,Bo,{},disabled,,\n"
        + "3,cy@ink.example,Cy,{},blocklisted,,\n4,di@ink.example,Di,{},asleep,,\n");
    assertThat(rows.standings()).containsExactly("ann@ink.example active", "bo@ink.example ended", "cy@ink.example ended import");
    assertThat(rows.good.get(0).consent()).contains("\"at\":\"2025-02-03T04:05:06Z\"");
    assertThat(rows.problems).singleElement().asString().startsWith("subscribers.csv:5: the state 'asleep' is not known").contains("gets no mail");
  }

  // Ghost: Members, Export all members. deleted_at is set for those who deleted their account.
  @Test
  void ghost() {
    Rows rows = Rows.of("members.csv", "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers\r\n"
        + "a,ann@ink.example,Ann,,true,false,,2025-02-03T04:05:06.000Z,,,\r\nb,bo@ink.example,,,false,false,,2025-02-03T04:05:06.000Z,,,\r\n"
        + "c,cy@ink.example,,,true,false,,2025-02-03T04:05:06.000Z,2026-01-01T00:00:00.000Z,,\r\nd,di@ink.example,,,perhaps,false,,,,,\r\n");
    assertThat(rows.standings()).containsExactly("ann@ink.example active", "bo@ink.example ended", "cy@ink.example ended");
    assertThat(rows.good.get(0).consent()).contains("2025-02-03T04:05:06.000Z");
    assertThat(rows.problems).singleElement().asString().contains(":5: the state 'perhaps' is not known; write true or false");
  }

  // Substack: Settings, Export, email_list.NAME.csv. active_subscription is about money; email_disabled is about mail.
  @Test
  void substack() {
    Rows rows = Rows.of("email_list.paper.csv", "email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at\n"
        + "ann@ink.example,false,,other,false,2025-02-03T04:05:06.000Z,\nbo@ink.example,true,2027-01-01T00:00:00.000Z,yearly,true,2025-02-03T04:05:06.000Z,\n");
    assertThat(rows.standings()).containsExactly("ann@ink.example active", "bo@ink.example ended");
    assertThat(rows.good.get(0).consent()).contains("2025-02-03");
  }

  // Buttondown: the names of its API, of the older (email, subscriber_type) and the present version (email_address, type). paused is
  // about money: such a reader still gets the newsletter.
  @Test
  void buttondown() {
    String header = "id,email_address,creation_date,type,notes,tags,ip_address,unsubscription_date,undeliverability_date\n";
    Rows rows = Rows.of("subscribers.csv", header + "1,ann@ink.example,2025-02-03T04:05:06Z,regular,,,192.0.2.7,,\n2,bo@ink.example,,unactivated,,,,,\n"
        + "3,cy@ink.example,,unsubscribed,,,,2026-01-01T00:00:00Z,\n4,di@ink.example,,undeliverable,,,,,2026-01-01T00:00:00Z\n5,ed@ink.example,,complained,,,,,\n"
        + "6,flo@ink.example,,paused,,,,,\n7,gus@ink.example,,past_due,,,,,\n8,hal@ink.example,,removed,,,,,\n9,ida@ink.example,,spammy,,,,,\n"
        + "10,jo@ink.example,,sleeping,,,,,\n");
    assertThat(rows.standings()).containsExactly("ann@ink.example active", "bo@ink.example pending", "cy@ink.example ended",
        "di@ink.example ended hard-bounce", "ed@ink.example ended complaint", "flo@ink.example active", "gus@ink.example active",
        "hal@ink.example ended", "ida@ink.example ended import");
    assertThat(rows.good.get(0).consent()).isEqualTo("{\"at\":\"2025-02-03T04:05:06Z\",\"address\":\"192.0.2.7\",\"wording\":\"\"}");
    assertThat(rows.problems).singleElement().asString().contains(":11:", "'sleeping' is not known");
    assertThat(Rows.of("old.csv", "email,subscriber_type\nann@ink.example,premium\n").standings()).containsExactly("ann@ink.example active");
  }

  // Mailtrain 2: a list's page, Export. server/routes/subscriptions.js: cid, status, HASH_EMAIL, EMAIL, then the list's fields as MERGE_….
  // Whom it forgot has a hash and no address.
  @Test
  void mailtrain() {
    Rows rows = Rows.of("subscriptions-Sk1-0.csv", "cid,status,HASH_EMAIL,EMAIL,MERGE_FIRST_NAME,MERGE_LAST_NAME,MERGE_TOWN\n"
        + "a1,subscribed,Zm9v,ann@ink.example,Ann,Ink,Bath\na2,unsubscribed,Zm9w,bo@ink.example,Bo,,\na3,bounced,Zm9x,cy@ink.example,,,\na4,complained,Zm9y,di@ink.example,,,\na5,unsubscribed,Zm9z,,,,\n");
    assertThat(rows.standings()).containsExactly("ann@ink.example active", "bo@ink.example ended", "cy@ink.example ended hard-bounce", "di@ink.example ended complaint");
    assertThat(rows.good.get(0).choices().name()).contains("Ann Ink");
    assertThat(rows.problems).singleElement().asString().contains(":6: the row has no address");
  }

  // phpList 3: Subscribers, Export. TAB between; the names of columns are those of its structure.php, then the attributes, then the lists.
  @Test
  void phpList() {
    Rows rows = Rows.of("phpList Export from 2020-01-01 to 2026-11-24 (2026-Nov-24).csv", "id\tEmail\tIs this subscriber confirmed\tIs this subscriber blacklisted\tDid this subscriber manually confirm\tNumber of bounces\t"
        + "Entered\tLast Modified\tSend this subscriber HTML emails\tRSS Frequency\tPassword\tIs this account disabled?\tAdditional data\tForeign Key\tName\tList Membership\n"
        + "1\tann@ink.example\t1\t0\t1\t0\t2025-02-03 04:05:06\t2026-01-01 00:00:00\t1\t\tabc\t0\t\t\tAnn\tnews \n"
        + "2\tbo@ink.example\t0\t0\t0\t0\t2025-02-03 04:05:06\t\t0\t\t\t0\t\t\tBo\tnews \n"
        + "3\tcy@ink.example\t1\t1\t0\t3\t\t\t1\t\t\t0\t\t\t\tNo Lists\n"
        + "4\tdi@ink.example\t1\t0\t0\t0\t\t\t1\t\t\t1\t\t\t\tnews \n"
        + "5\ted@ink.example\tmaybe\t0\t0\t0\t\t\t1\t\t\t0\t\t\t\tnews \n");
    assertThat(rows.standings()).containsExactly("ann@ink.example active", "bo@ink.example pending", "cy@ink.example ended import", "di@ink.example ended");
    assertThat(rows.good.get(0).consent()).contains("2025-02-03 04:05:06");
    assertThat(rows.good.get(1).choices().format()).contains("TEXT");
    assertThat(rows.good.get(0).choices().name()).contains("Ann");
    assertThat(rows.problems).singleElement().asString().contains(":6: the state 'maybe' is not known");
  }
}
