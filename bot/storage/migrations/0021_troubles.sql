-- Troubles around a bot, such as a refused token, so that its replicas and restarts tell admins of each one once.
CREATE TABLE troubles (
    id INTEGER PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,                        -- bot.domain.trouble.Trouble
    began_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,                   -- when a process saw last that it lasts
    told_at BIGINT,                            -- when admins were told last; empty: not yet
    ended_at BIGINT                            -- empty: it lasts
);
CREATE UNIQUE INDEX troubles_lasting ON troubles (account, name) WHERE ended_at IS NULL;

-- When Telegram answered last, whatever it said: after a longer silence it has thrown updates away.
CREATE TABLE last_answers (
    account BIGINT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    at BIGINT NOT NULL
);
