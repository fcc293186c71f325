-- Accounts of editions under way, and lists of deliveries by state, without reading the deliveries.
CREATE INDEX delivery_by_state ON delivery (edition, state);
CREATE INDEX delivery_doubtful ON delivery (edition) WHERE possible_duplicate = 1;
