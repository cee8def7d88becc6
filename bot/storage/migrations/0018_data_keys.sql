-- Words are sealed where they are kept, each by the key of the person or enterprise that they are about.

CREATE TABLE data_keys (
    id TEXT PRIMARY KEY NOT NULL,              -- random, and written into each value that it seals: never used again
    subject TEXT NOT NULL UNIQUE,              -- person:12 | enterprise:3 | house | index
    wrapped TEXT NOT NULL                      -- the key itself, sealed under the master key, which is not in the database
);

ALTER TABLE enterprises ADD COLUMN credit_code_index TEXT;      -- a keyed digest of the code: by it the enterprise is found
CREATE UNIQUE INDEX enterprises_by_code ON enterprises (credit_code_index) WHERE credit_code_index IS NOT NULL;
