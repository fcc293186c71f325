-- How many deliveries of an edition are in each state: kept by the database itself with every change, so that an account of a
-- million is read at once. The account of a closed edition is counted from the deliveries.
CREATE TABLE delivery_tally (
  edition INTEGER NOT NULL,
  state   TEXT NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (edition, state)
) WITHOUT ROWID;
INSERT INTO delivery_tally SELECT edition, state, count(*) FROM delivery GROUP BY edition, state;

CREATE TRIGGER delivery_counted AFTER INSERT ON delivery BEGIN
  INSERT INTO delivery_tally VALUES (NEW.edition, NEW.state, 1) ON CONFLICT (edition, state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER delivery_moved AFTER UPDATE OF state ON delivery WHEN NEW.state <> OLD.state BEGIN
  UPDATE delivery_tally SET n = n - 1 WHERE edition = OLD.edition AND state = OLD.state;
  INSERT INTO delivery_tally VALUES (NEW.edition, NEW.state, 1) ON CONFLICT (edition, state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER delivery_gone AFTER DELETE ON delivery BEGIN
  UPDATE delivery_tally SET n = n - 1 WHERE edition = OLD.edition AND state = OLD.state;
END;
