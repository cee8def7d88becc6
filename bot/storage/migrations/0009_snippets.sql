-- Texts that a lawyer keeps to send again. Only they see them; they go with the lawyer's role, or their consent.

CREATE TABLE snippets (
    id INTEGER PRIMARY KEY,
    lawyer BIGINT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX snippets_by_lawyer ON snippets (lawyer, id);
