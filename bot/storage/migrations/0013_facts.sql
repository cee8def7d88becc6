-- Facts for which an owner was asked before a ticket went to a lawyer. What they typed is a message of the ticket.

CREATE TABLE ticket_facts (
    ticket BIGINT NOT NULL REFERENCES tickets (id),
    number INTEGER NOT NULL,                    -- in the order in which they are asked, from 1
    kind TEXT NOT NULL,                         -- bot.domain.facts.Kind
    asked_zh TEXT NOT NULL,                     -- as the knowledge worded it then
    asked_en TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open',         -- open | told | skipped
    word TEXT NOT NULL DEFAULT '',              -- what was tapped; or the day that was meant, an ISO date
    message BIGINT REFERENCES messages (id),    -- what was typed
    told_at BIGINT,
    PRIMARY KEY (ticket, number)
);

ALTER TABLE tickets ADD COLUMN asks_facts INTEGER NOT NULL DEFAULT 0;  -- 1: no lawyer is shown it yet, its owner is asked
