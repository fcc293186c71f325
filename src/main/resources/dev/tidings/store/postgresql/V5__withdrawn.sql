-- When a story was last taken out of an edition's kept mails; NULL = they are as they were frozen.
ALTER TABLE edition ADD COLUMN reprinted BIGINT;
