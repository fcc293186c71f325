-- When it was wrong: corrections of editions and of posts.

-- Of an edition that corrects another one (corrects): the digest of its words, so that the same ones go out once; and how many had been
-- sent the wrong one when that was looked at last.
ALTER TABLE edition ADD COLUMN wording TEXT;
ALTER TABLE edition ADD COLUMN covers BIGINT;
CREATE UNIQUE INDEX edition_correction ON edition (corrects, wording) WHERE corrects IS NOT NULL;

-- The author's correction in the front matter: the digest of its words, and since when it says so.
ALTER TABLE post ADD COLUMN correction TEXT;
ALTER TABLE post ADD COLUMN corrected_at BIGINT;
CREATE INDEX post_corrected ON post (corrected_at) WHERE corrected_at IS NOT NULL;
