-- name: add^
INSERT INTO questions (person, message_id, asked_at, text, lang, verdict, entry, measure, score, candidates, talk,
    urgent, revision)
VALUES (:person, :message_id, :asked_at, :text, :lang, :verdict, :entry, :measure, :score, :candidates, :talk,
    :urgent, :revision)
RETURNING id;

-- name: find^
SELECT id, person, message_id, asked_at, text, lang, verdict, entry, measure, score, candidates, talk, urgent,
    revision, outcome
FROM questions WHERE id = :question;

-- name: by_message^
SELECT id, person, message_id, asked_at, text, lang, verdict, entry, measure, score, candidates, talk, urgent,
    revision, outcome
FROM questions WHERE person = :person AND message_id = :message_id ORDER BY id DESC LIMIT 1;

-- name: picked!
UPDATE questions SET entry = :entry, measure = :measure WHERE id = :question;

-- name: set_outcome!
UPDATE questions SET outcome = :outcome WHERE id = :question;

-- name: verdicts_since
SELECT verdict, count(*) AS times FROM questions WHERE asked_at >= :since GROUP BY verdict ORDER BY verdict;

-- name: outcomes_since
SELECT outcome, count(*) AS times FROM questions WHERE asked_at >= :since AND outcome IS NOT NULL
GROUP BY outcome ORDER BY outcome;

-- name: note_revision!
INSERT INTO revisions (revision, first_seen_at, entries) VALUES (:revision, :now, :entries)
ON CONFLICT (revision) DO NOTHING;

-- name: asked_since^
SELECT count(*) AS times FROM questions WHERE person = :person AND asked_at >= :since;
