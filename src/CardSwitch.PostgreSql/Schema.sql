-- Version 2 of the journal's tables. {schema} stands for the quoted name of their schema. Plain SQL: no extension, no
-- function in the server, so that other engines that speak the protocol can keep the journal too.

CREATE SCHEMA IF NOT EXISTS {schema};

CREATE TABLE {schema}.version (version integer NOT NULL PRIMARY KEY);

-- Who owns which journal, and up to when its owner is taken to live. Whoever appends a group holds the station's row, and
-- whoever settles holds its row of "head", which repeats the epoch: a new owner writes both, so no write comes between its
-- taking over and its first look, and neither of the owner's two threads waits for the other.
CREATE TABLE {schema}.station (
    station     text        NOT NULL PRIMARY KEY,
    epoch       integer     NOT NULL,
    owner       text        NOT NULL,
    lease_until timestamptz NOT NULL
);

-- Sealed groups that are not settled. Every group goes again soon: its place is to be had again before the table has grown
-- in proportion to what passes through it, and giving the table's end back to the file system would lock appends out.
CREATE TABLE {schema}.intake (
    station text    NOT NULL,
    first   bigint  NOT NULL,
    count   integer NOT NULL,
    epoch   integer NOT NULL,
    issuers text    NOT NULL,
    sealed  bytea   NOT NULL,
    PRIMARY KEY (station, first)
) WITH (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0,
    autovacuum_vacuum_insert_threshold = -1, vacuum_truncate = false,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 20000, toast.autovacuum_vacuum_cost_delay = 0,
    toast.autovacuum_vacuum_insert_threshold = -1, toast.vacuum_truncate = false);

-- What is encrypted cannot be compressed: nobody is to try.
ALTER TABLE {schema}.intake ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Settled records. Card numbers stand in them as a keyed token and masked.
CREATE TABLE {schema}.record (
    station         text    NOT NULL,
    number          bigint  NOT NULL,
    version         integer NOT NULL,
    unix_ms         bigint  NOT NULL,
    day             integer NOT NULL,
    kind            integer NOT NULL,
    mti             integer NOT NULL,
    code            text    NOT NULL,
    amount          bigint  NOT NULL,
    currency        integer NOT NULL,
    effect          integer NOT NULL,
    issuer          text,
    format          text,
    acquirer        bigint  NOT NULL,
    terminal        text,
    rrn             text,
    card            text,
    card_token      bytea,
    stan            integer NOT NULL,
    originator_stan integer NOT NULL,
    key             bytea,
    queued          bigint  NOT NULL,
    lane            bigint  NOT NULL,
    content         bigint  NOT NULL,
    field           integer NOT NULL,
    message         bytea,
    chain           bytea   NOT NULL,
    PRIMARY KEY (station, number)
);

-- Keys and tokens are spread evenly: a hash index has a third of the pages of a tree to be found in memory and logged.
CREATE INDEX record_key ON {schema}.record USING hash (key) WHERE key IS NOT NULL;
CREATE INDEX record_card ON {schema}.record USING hash (card_token) WHERE card_token IS NOT NULL;
CREATE INDEX record_terminal ON {schema}.record (terminal, number) WHERE terminal IS NOT NULL;
CREATE INDEX record_rrn ON {schema}.record (rrn, number) WHERE rrn IS NOT NULL;
-- Rows come in the order of their days, nearly.
CREATE INDEX record_day ON {schema}.record USING brin (day);
-- Read at every start.
CREATE INDEX record_day_opened ON {schema}.record (station, number) WHERE kind = 14;
CREATE INDEX record_queued ON {schema}.record (station, queued, number) WHERE queued > 0;

-- Whole messages, encrypted, of settled rows that may have to be sent again.
CREATE TABLE {schema}.sealed_message (
    station text   NOT NULL,
    number  bigint NOT NULL,
    sealed  bytea  NOT NULL,
    PRIMARY KEY (station, number)
);

ALTER TABLE {schema}.sealed_message ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Where each station's chain of rows ends, and where it begins: what stood before row "first". The epoch is the owner's.
CREATE TABLE {schema}.head (
    station     text   NOT NULL PRIMARY KEY,
    epoch       integer NOT NULL,
    number      bigint NOT NULL,
    chain       bytea  NOT NULL,
    seal        bytea  NOT NULL,
    first       bigint NOT NULL,
    before      bytea  NOT NULL,
    before_seal bytea  NOT NULL
);

-- The seal of the last row of each settlement: rows can be pruned up to any of them.
CREATE TABLE {schema}.seal (
    station text   NOT NULL,
    number  bigint NOT NULL,
    seal    bytea  NOT NULL,
    PRIMARY KEY (station, number)
);

-- BIN tables that stations have published.
CREATE TABLE {schema}.routes (
    version      bigint      NOT NULL PRIMARY KEY,
    content      bytea       NOT NULL,
    published_by text        NOT NULL,
    published_at timestamptz NOT NULL
);

-- What the numbers in record.kind and record.effect say; de is the data element of ISO 8583 that counts it.
CREATE TABLE {schema}.kinds (kind integer NOT NULL PRIMARY KEY, name text NOT NULL, meaning text NOT NULL);

INSERT INTO {schema}.kinds (kind, name, meaning) VALUES
    (1, 'Sent', 'a request went to its issuer'),
    (2, 'Answered', 'the issuer answered'),
    (3, 'TimedOut', 'the issuer did not answer in time'),
    (4, 'StoodIn', 'the switch approved in the issuer''s place'),
    (5, 'Queued', 'an advice or a reconciliation waits to be forwarded'),
    (6, 'Forwarded', 'the destination accepted what was queued'),
    (7, 'Parked', 'what was queued was given up until an operator releases it'),
    (8, 'Released', 'an operator released what was parked'),
    (9, 'Blocked', 'a reversal of an unknown original was accepted'),
    (10, 'Late', 'an answer came after its request had timed out'),
    (11, 'Unmatched', 'an answer fitted no request'),
    (12, 'Undelivered', 'an approval did not reach its originator and is reversed'),
    (13, 'Reversed', 'the originator reversed its request'),
    (14, 'DayOpened', 'a business day was opened'),
    (15, 'DayClosed', 'a business day was closed'),
    (16, 'Reconciled', 'a counterpart''s totals were compared with ours'),
    (17, 'Network', 'a counterpart signed on or off, or changed the day'),
    (18, 'MacFailed', 'a message came with a wrong MAC, or none, and went nowhere');

CREATE TABLE {schema}.effects (effect integer NOT NULL PRIMARY KEY, name text NOT NULL, de integer);

INSERT INTO {schema}.effects (effect, name, de) VALUES
    (0, 'None', NULL), (1, 'Debit', 76), (2, 'DebitReversal', 77), (3, 'Credit', 74), (4, 'CreditReversal', 75),
    (5, 'Authorization', 81), (6, 'Inquiry', 80), (7, 'Transfer', 78), (8, 'TransferReversal', 79);

-- Every row, its numbers as words.
CREATE VIEW {schema}.records AS
SELECT r.station, r.number, to_timestamp(r.unix_ms / 1000.0) AS time, k.name AS kind, lpad(r.mti::text, 4, '0') AS mti, r.code,
       r.amount, r.currency, r.issuer, r.acquirer, r.terminal, r.rrn, r.card, r.stan, r.originator_stan, r.day, e.name AS effect,
       nullif(r.queued, 0) AS queued, r.card_token, r.key
FROM {schema}.record r
LEFT JOIN {schema}.kinds k ON k.kind = r.kind
LEFT JOIN {schema}.effects e ON e.effect = r.effect;

-- One row a request: sent to its issuer, or answered in the issuer's place at once.
CREATE VIEW {schema}.transactions AS
SELECT r.station, r.number, to_timestamp(r.unix_ms / 1000.0) AS time, lpad(r.mti::text, 4, '0') AS mti, r.amount, r.currency, r.issuer,
       r.acquirer, r.terminal, r.rrn, r.card, r.stan, r.originator_stan, r.day, o.code,
       CASE
           WHEN o.kind IS NULL THEN 'open'
           WHEN o.kind = 13 THEN 'reversed by the originator'
           WHEN o.kind = 12 THEN 'reversed, the approval did not arrive'
           WHEN o.kind = 3 THEN 'timed out'
           WHEN o.kind = 4 THEN 'approved in stand-in'
           WHEN o.code IN ('00', '08', '10', '11', '16') OR o.code LIKE '0__' OR o.code LIKE '00__' AND o.code <> '0007' THEN 'approved'
           ELSE 'declined'
       END AS decision,
       o.unix_ms - r.unix_ms AS ms, r.card_token, r.key
FROM {schema}.record r
LEFT JOIN LATERAL (
    SELECT x.kind, x.code, x.unix_ms FROM {schema}.record x
    WHERE x.key = r.key AND x.station = r.station AND x.number >= r.number AND x.kind IN (2, 3, 4, 12, 13)
    ORDER BY x.number DESC LIMIT 1) o ON true
WHERE r.kind = 1 OR r.kind = 4 AND NOT EXISTS (
    SELECT 1 FROM {schema}.record s
    WHERE s.key = r.key AND s.station = r.station AND s.kind = 1 AND s.number < r.number);

-- What was put into the queue to an issuer and has not been accepted.
CREATE VIEW {schema}.queue AS
SELECT q.station, q.number, to_timestamp(q.unix_ms / 1000.0) AS time, k.name AS kind, lpad(q.mti::text, 4, '0') AS mti, q.amount,
       q.currency, q.issuer, q.terminal, q.rrn, q.card, q.day,
       CASE (SELECT x.kind FROM {schema}.record x
             WHERE x.station = q.station AND x.queued = q.number AND x.queued > 0 AND x.kind IN (7, 8)
             ORDER BY x.number DESC LIMIT 1)
           WHEN 7 THEN 'parked'
           ELSE 'waiting'
       END AS state
FROM {schema}.sealed_message m
JOIN {schema}.record q ON q.station = m.station AND q.number = m.number
JOIN {schema}.kinds k ON k.kind = q.kind
WHERE q.kind IN (3, 4, 5, 12, 13);

-- What the rows of each station add to the totals; amounts in minor units.
CREATE VIEW {schema}.station_totals AS
SELECT r.station, r.day, r.issuer, r.currency, e.name AS effect, count(*) AS count, sum(r.amount) AS amount
FROM {schema}.record r
JOIN {schema}.effects e ON e.effect = r.effect
WHERE r.effect > 0
GROUP BY r.station, r.day, r.issuer, r.currency, e.name;

-- The same over all stations.
CREATE VIEW {schema}.totals AS
SELECT day, issuer, currency, effect, sum(count) AS count, sum(amount) AS amount
FROM {schema}.station_totals
GROUP BY day, issuer, currency, effect;

INSERT INTO {schema}.version (version) VALUES (2);
