package dev.tidings.audience;
public record SyncReport(String newsletter, boolean refused) {}
