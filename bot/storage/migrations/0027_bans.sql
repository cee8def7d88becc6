-- Who is not heard for a while: by an admin's decision, or, having written far too much, by the butler itself.

CREATE TABLE bans (
    id INTEGER PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people (id),
    reason TEXT NOT NULL,                      -- bot.domain.bans.BanReason
    set_by BIGINT REFERENCES people (id),      -- empty: the butler itself, a quarantine
    set_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,                   -- when it ends by itself; 9223372036854775807: never
    lifted_at BIGINT,
    lifted_by BIGINT REFERENCES people (id)
);
CREATE INDEX bans_of_person ON bans (person, ends_at) WHERE lifted_at IS NULL;
