-- name: add^
INSERT INTO questions (/*sqlite id, */ person, address, message_id, asked_at, sent_at, text, lang, verdict, entry, measure, score, candidates, talk,
    urgent, revision)
VALUES (/*sqlite (SELECT max(coalesce(max(id), 0), coalesce((SELECT above FROM numbering WHERE room = 'questions'), 0)) + 1 FROM questions), */ 
    :person, :address, :message_id, :asked_at, :sent_at, :text, :lang, :verdict, :entry, :measure, :score, :candidates, :talk,
    :urgent, :revision)
RETURNING id;

-- name: find^
SELECT id, person, address, message_id, asked_at, sent_at, text, lang, verdict, entry, measure, score, candidates, talk, urgent,
    revision
FROM questions WHERE id = :question;

-- name: by_message^
SELECT id, person, address, message_id, asked_at, sent_at, text, lang, verdict, entry, measure, score, candidates, talk, urgent,
    revision
FROM questions WHERE address = :address AND message_id = :message_id ORDER BY id DESC LIMIT 1;

-- name: latest^
SELECT id, person, address, message_id, asked_at, sent_at, text, lang, verdict, entry, measure, score, candidates, talk, urgent,
    revision
FROM questions
WHERE person = :person AND asked_at >= :since AND verdict NOT IN ('chat', 'rephrase')
ORDER BY asked_at DESC, id DESC
LIMIT 1;

-- name: topics
SELECT entry FROM questions
WHERE person = :person AND asked_at >= :since AND entry IS NOT NULL
GROUP BY entry
ORDER BY max(asked_at) DESC, max(id) DESC
LIMIT 10;

-- name: last^
-- What was sent since was heard since: `asked_at` is there for its index.
SELECT id, person, address, message_id, asked_at, sent_at, text, lang, verdict, entry, measure, score, candidates, talk, urgent,
    revision
FROM questions
WHERE person = :person AND asked_at >= :since AND sent_at BETWEEN :since AND :until ORDER BY id DESC LIMIT 1;

-- name: judged
SELECT id, text FROM questions
WHERE person = :person AND asked_at >= :since AND sent_at BETWEEN :since AND :until AND verdict = :verdict
ORDER BY id DESC LIMIT 20;

-- name: of_person
SELECT id, person, address, message_id, asked_at, sent_at, text, lang, verdict, entry, measure, score, candidates, talk, urgent,
    revision
FROM questions WHERE person = :person AND text <> '' ORDER BY id;

-- name: picked!
UPDATE questions SET entry = :entry, measure = :measure WHERE id = :question;

-- name: solved!
UPDATE questions SET solved = 1 WHERE id = :question;

-- name: verdicts_since
SELECT verdict, count(*) AS times FROM questions WHERE asked_at >= :since GROUP BY verdict ORDER BY verdict;

-- name: outcomes_since^
SELECT coalesce(sum(solved), 0) AS solved,
    (SELECT count(*) FROM questions AS sent JOIN tickets ON tickets.question = sent.id WHERE sent.asked_at >= :since)
        AS to_lawyer
FROM questions WHERE asked_at >= :since;

-- name: unanswered
-- What was asked back and nothing picked, what had no answer or was declined, what the owner of a ticket says did not help.
-- Neither words nor people are read. Emergencies went to a lawyer at once.
SELECT questions.verdict, questions.entry, questions.candidates, tickets.helped
FROM questions LEFT JOIN tickets ON tickets.question = questions.id
WHERE questions.asked_at >= :since
  AND (tickets.helped = 0
    OR (questions.verdict = 'clarify' AND questions.entry IS NULL AND questions.solved = 0)
    OR (questions.verdict IN ('escalate', 'decline') AND questions.urgent = 0));

-- name: note_revision!
INSERT INTO revisions (revision, first_seen_at, entries) VALUES (:revision, :now, :entries)
ON CONFLICT (revision) DO NOTHING;
