-- What the bureau's own lists say of lawyers and enterprises (`butler people import`).

ALTER TABLE lawyers ADD COLUMN firm TEXT;
ALTER TABLE lawyers ADD COLUMN licence TEXT;                            -- the number of the licence to practise
ALTER TABLE lawyers ADD COLUMN languages TEXT NOT NULL DEFAULT '[]';    -- codes of ISO 639, JSON
ALTER TABLE lawyers ADD COLUMN towns TEXT NOT NULL DEFAULT '[]';        -- JSON

ALTER TABLE enterprises ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';  -- former and other names, JSON
ALTER TABLE enterprises ADD COLUMN industry TEXT;
ALTER TABLE enterprises ADD COLUMN contact TEXT;
ALTER TABLE enterprises ADD COLUMN listed_at BIGINT;                    -- since when it is on the bureau's list; empty: only its owner says so
CREATE INDEX enterprises_listed ON enterprises (listed_at) WHERE listed_at IS NOT NULL;
