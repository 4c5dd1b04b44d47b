-- Version 1 of a record file: settled rows, with all that is needed to understand them by themselves.

CREATE TABLE record (
    number          INTEGER PRIMARY KEY,
    version         INTEGER NOT NULL,
    unix_ms         INTEGER NOT NULL,
    day             INTEGER NOT NULL,
    kind            INTEGER NOT NULL,
    mti             INTEGER NOT NULL,
    code            TEXT    NOT NULL,
    amount          INTEGER NOT NULL,
    currency        INTEGER NOT NULL,
    effect          INTEGER NOT NULL,
    issuer          TEXT,
    format          TEXT,
    acquirer        INTEGER NOT NULL,
    terminal        TEXT,
    rrn             TEXT,
    card            TEXT,
    card_token      BLOB,
    stan            INTEGER NOT NULL,
    originator_stan INTEGER NOT NULL,
    key             BLOB,
    queued          INTEGER NOT NULL,
    lane            INTEGER NOT NULL,
    content         INTEGER NOT NULL,
    field           INTEGER NOT NULL,
    message         BLOB,
    chain           BLOB    NOT NULL,
    slice           INTEGER AS (number >> 13) VIRTUAL
) STRICT;

-- Keys and tokens are random: in one large index every insert would touch another page. With the slice in front they only
-- touch those of the last 8192 rows, so that inserting is as fast at the end of a file as at its beginning.
CREATE INDEX record_key      ON record (slice, key)        WHERE key IS NOT NULL;
CREATE INDEX record_card     ON record (slice, card_token) WHERE card_token IS NOT NULL;
CREATE INDEX record_terminal ON record (slice, terminal)   WHERE terminal IS NOT NULL;
CREATE INDEX record_rrn      ON record (slice, rrn)        WHERE rrn IS NOT NULL;
CREATE INDEX record_queued   ON record (queued)            WHERE queued > 0;
CREATE INDEX record_due      ON record (kind)              WHERE kind IN (3, 4, 5, 12, 13);
CREATE INDEX record_day      ON record (number)            WHERE kind = 14;

-- Tells SQLite that a slice is worth skipping through, so that a query need not name it.
ANALYZE;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('record', 'record_key',      '2000000 8192 3'),
    ('record', 'record_card',     '2000000 8192 4'),
    ('record', 'record_terminal', '2000000 8192 20'),
    ('record', 'record_rrn',      '2000000 8192 3'),
    ('record', 'record_queued',   '20000 3'),
    ('record', 'record_due',      '20000 4000'),
    ('record', 'record_day',      '10 1');

CREATE TABLE kinds (kind INTEGER PRIMARY KEY, name TEXT NOT NULL, meaning TEXT NOT NULL) STRICT;
INSERT INTO kinds VALUES
    (1,  'Sent',        'a request went to its issuer'),
    (2,  'Answered',    'the issuer answered'),
    (3,  'TimedOut',    'the issuer did not answer in time'),
    (4,  'StoodIn',     'the switch approved in the issuer''s place'),
    (5,  'Queued',      'an advice or a reconciliation waits to be forwarded'),
    (6,  'Forwarded',   'the destination accepted what was queued'),
    (7,  'Parked',      'what was queued was given up until an operator releases it'),
    (8,  'Released',    'an operator released what was parked'),
    (9,  'Blocked',     'a reversal of an unknown original was accepted'),
    (10, 'Late',        'an answer came after its request had timed out'),
    (11, 'Unmatched',   'an answer fitted no request'),
    (12, 'Undelivered', 'an approval did not reach its originator and is reversed'),
    (13, 'Reversed',    'the originator reversed its request'),
    (14, 'DayOpened',   'a business day was opened'),
    (15, 'DayClosed',   'a business day was closed'),
    (16, 'Reconciled',  'a counterpart''s totals were compared with ours'),
    (17, 'Network',     'a counterpart signed on or off, or changed the day'),
    (18, 'MacFailed',   'a message came with a wrong MAC, or none, and went nowhere');

CREATE TABLE effects (effect INTEGER PRIMARY KEY, name TEXT NOT NULL, de INTEGER) STRICT;
INSERT INTO effects VALUES
    (0, 'None', NULL), (1, 'Debit', 76), (2, 'DebitReversal', 77), (3, 'Credit', 74), (4, 'CreditReversal', 75),
    (5, 'Authorization', 81), (6, 'Inquiry', 80), (7, 'Transfer', 78), (8, 'TransferReversal', 79);

-- Every row, its numbers as words.
CREATE VIEW records AS
SELECT r.number, strftime('%Y-%m-%dT%H:%M:%fZ', r.unix_ms / 1000.0, 'unixepoch') AS time, k.name AS kind,
       printf('%04d', r.mti) AS mti, r.code, r.amount, r.currency, r.issuer, r.acquirer, r.terminal, r.rrn, r.card, r.stan,
       r.originator_stan, r.day, e.name AS effect, nullif(r.queued, 0) AS queued, hex(r.card_token) AS card_token,
       hex(r.key) AS key
FROM record r
LEFT JOIN kinds k ON k.kind = r.kind
LEFT JOIN effects e ON e.effect = r.effect;

-- One row a request: sent to its issuer, or answered in the issuer's place at once.
CREATE VIEW transactions AS
SELECT r.number, strftime('%Y-%m-%dT%H:%M:%fZ', r.unix_ms / 1000.0, 'unixepoch') AS time, printf('%04d', r.mti) AS mti, r.amount,
       r.currency, r.issuer, r.acquirer, r.terminal, r.rrn, r.card, r.stan, r.originator_stan, r.day, o.code,
       CASE
           WHEN o.kind IS NULL THEN 'open'
           WHEN o.kind = 13 THEN 'reversed by the originator'
           WHEN o.kind = 12 THEN 'reversed, the approval did not arrive'
           WHEN o.kind = 3 THEN 'timed out'
           WHEN o.kind = 4 THEN 'approved in stand-in'
           WHEN o.code IN ('00', '08', '10', '11', '16') OR o.code LIKE '0__' OR o.code LIKE '00__' AND o.code <> '0007' THEN 'approved'
           ELSE 'declined'
       END AS decision,
       o.unix_ms - r.unix_ms AS ms, hex(r.card_token) AS card_token, hex(r.key) AS key
FROM record r
LEFT JOIN record o ON o.number =
    (SELECT max(x.number) FROM record x WHERE x.key = r.key AND x.kind IN (2, 3, 4, 12, 13) AND x.number >= r.number)
WHERE r.kind = 1
   OR r.kind = 4 AND NOT EXISTS (SELECT 1 FROM record s WHERE s.key = r.key AND s.kind = 1 AND s.number < r.number);

-- What was put into the queue to an issuer and has not been accepted, as far as this file goes.
CREATE VIEW queue AS
SELECT q.number, strftime('%Y-%m-%dT%H:%M:%fZ', q.unix_ms / 1000.0, 'unixepoch') AS time, k.name AS kind,
       printf('%04d', q.mti) AS mti, q.amount, q.currency, q.issuer, q.terminal, q.rrn, q.card, q.day,
       CASE (SELECT x.kind FROM record x WHERE x.queued = q.number AND x.queued > 0 AND x.kind IN (7, 8)
             ORDER BY x.number DESC LIMIT 1)
           WHEN 7 THEN 'parked'
           ELSE 'waiting'
       END AS state
FROM record q
JOIN kinds k ON k.kind = q.kind
WHERE q.kind IN (3, 4, 5, 12, 13) AND q.message IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM record x WHERE x.queued = q.number AND x.queued > 0 AND x.kind = 6);

-- What the rows of this file add to the totals.
CREATE VIEW totals AS
SELECT r.day, r.issuer, r.currency, e.name AS effect, count(*) AS count, sum(r.amount) AS amount
FROM record r
JOIN effects e ON e.effect = r.effect
WHERE r.effect > 0
GROUP BY r.day, r.issuer, r.currency, r.effect;
