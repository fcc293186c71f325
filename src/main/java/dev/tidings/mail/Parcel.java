package dev.tidings.mail;

/** One mail with its envelope, ready to be handed over. One recipient each. */
public record Parcel(String sender, Addressing to, PreparedMail mail) {}
