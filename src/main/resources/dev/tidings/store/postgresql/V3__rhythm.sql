-- Readers with a rhythm of their own: what passed while a post was away, and a turn that brought nothing.

-- keys of posts up to the cursor that the reader was not told, because they were away when her turn came; a comma between
ALTER TABLE subscription ADD COLUMN missed TEXT COLLATE "C" NOT NULL DEFAULT '';

-- 1: her last mail's life ended before the relay took it; the next slot is hers, whatever her rhythm
ALTER TABLE subscription ADD COLUMN turn_owed BIGINT NOT NULL DEFAULT 0;

-- what the subscription had missed before this delivery, given back with its posts; NULL = nothing
ALTER TABLE delivery ADD COLUMN missed TEXT COLLATE "C";
